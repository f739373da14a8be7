package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.POSTMASTER;
import static dev.regent.agent.guard.core.GuardPlay.arm;
import static dev.regent.agent.guard.core.GuardPlay.second;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** H4: the kernel watchdog. Timeout 2 s; a lease armed until second 10 ends at 10.3. */
@DisplayName("H4: the kernel watchdog")
class H4WatchdogTest {
  private static final Watchdog REQUIRED = watchdog(true);
  private static final Watchdog AUTOMATIC = watchdog(false);
  private static final GuardCommand PROMOTE = new GuardCommand.Promote(token(1));
  private static final GuardCommand MARK_DEAD = new GuardCommand.MarkDead(token(1));

  @Test
  @DisplayName("H4: one that was never armed never touches the device")
  void isLeftAloneUntilATokenIsArmed() {
    GuardPlay guard = GuardPlay.begin(false, REQUIRED).started().leavesTheWatchdog();

    guard.scanned(true, POSTMASTER).leavesTheWatchdog();
  }

  @Test
  @DisplayName("H4: fed with the first arming, then every 200 ms")
  void isFedWhileATokenIsArmed() {
    GuardPlay guard = GuardPlay.begin(false, AUTOMATIC).ask(arm(1, 10)).done().fed();

    assertThat(guard.state().watchdog().stand())
        .isEqualTo(new WatchdogStand.Fed(token(1), second(2)));
    guard.atMillis(199).tick().leavesTheWatchdog();
    assertThat(guard.state().wakeAt()).contains(second(0).plus(Duration.ofMillis(200)));
    guard.atMillis(200).tick().fed();
  }

  @Test
  @DisplayName("H4: one feed at a time: a device that hangs is not given another")
  void isNotFedWhileItIsBeingFed() {
    GuardPlay guard = GuardPlay.begin(false, AUTOMATIC).ask(arm(1, 10));

    guard.at(1).tick().leavesTheWatchdog();
  }

  @Test
  @DisplayName("H4: not fed after the lease's end less the timeout")
  void isNotFedPastTheLastMoment() {
    GuardPlay guard = primary(AUTOMATIC).atMillis(8_300).tick().fed();

    guard.atMillis(8_301).tick().leavesTheWatchdog();
    guard.atMillis(9_999).tick().leavesTheWatchdog();
    assertThat(guard.state().wakeAt()).contains(second(10));
    assertThat(GuardRules.mayFeed(guard.state(), second(8).plus(Duration.ofMillis(300)))).isTrue();
    assertThat(GuardRules.mayFeed(guard.state(), second(8).plus(Duration.ofMillis(301)))).isFalse();
  }

  @Test
  @DisplayName("H4: more often towards the last moment, so that the guard keeps its time to kill")
  void isFedLastShortlyBeforeTheLastMoment() {
    GuardPlay guard = primary(AUTOMATIC).atMillis(8_000).tick().fed();

    for (long at : List.of(8_150L, 8_225L, 8_263L, 8_283L)) {
      guard.atMillis(at - 1).tick().leavesTheWatchdog().atMillis(at).tick().fed();
    }
    guard.atMillis(8_301).tick().leavesTheWatchdog();
    assertThat(guard.state().watchdog().stand().resetsAt()).contains(second(10).plus(millis(283)));
  }

  @Test
  @DisplayName("H4: fired: it counts on until nothing is left, then rests")
  void restsOnceWhatWasKilledIsGone() {
    GuardPlay guard = primary(AUTOMATIC).atMillis(8_250).tick().fed();

    guard.at(10).tick().kills().leavesTheWatchdog();
    guard.input(new GuardInput.Killed(Optional.empty(), true, List.of(POSTMASTER)));
    guard.leavesTheWatchdog();
    guard.killed().rested();
    assertThat(guard.state().watchdog().stand()).isEqualTo(new WatchdogStand.Resting());
  }

  @Test
  @DisplayName("H4: a postmaster that ended proves nothing: its backends may live")
  void doesNotRestWhenOnlyThePostmasterEnded() {
    GuardPlay guard = primary(AUTOMATIC).atMillis(8_250).tick().fed().at(10).tick().kills();

    guard.input(new GuardInput.PostgresExited(POSTMASTER)).leavesTheWatchdog();
  }

  @Test
  @DisplayName("H4: a dead token that is settled before its deadline lets it rest")
  void restsWhenACondemnedTokenIsSettled() {
    GuardPlay guard = primary(AUTOMATIC).at(1).ask(MARK_DEAD).fed();

    guard.ask(new GuardCommand.Kill(Manner.ORDERLY)).leavesTheWatchdog();
    guard.input(new GuardInput.Killed(Optional.of(guard.asker()), true, List.of())).rested();
  }

  @Test
  @DisplayName("H4: settled in recovery is harmless too")
  void restsWhenTheServerNeverLeftRecovery() {
    GuardPlay guard = GuardPlay.begin(false, AUTOMATIC).started().ask(arm(1, 10)).fed();

    guard.at(1).ask(MARK_DEAD).fed().scanned(true, POSTMASTER).rested();
  }

  @Test
  @DisplayName("H4: killed in place under a live lease it goes on being fed")
  void isFedThroughARestartInPlace() {
    GuardPlay guard = primary(AUTOMATIC).ask(new GuardCommand.Kill(Manner.AT_ONCE));

    guard.input(new GuardInput.Killed(Optional.of(guard.asker()), true, List.of()));
    guard.leavesTheWatchdog().at(1).tick().fed();
  }

  @Test
  @DisplayName("H4, H6: rests through a pause, and is fed again by the resume")
  void restsWhenPaused() {
    GuardPlay guard = primary(AUTOMATIC).ask(new GuardCommand.Pause(true)).stored().rested();

    guard.at(20).tick().leavesTheWatchdog();
    guard.ask(arm(2, 30)).leavesTheWatchdog().stored().fed();
  }

  @Test
  @DisplayName("H4, H6: a feed that was on its way when the pause came is undone")
  void restsAlsoWhenAFeedCameAfterThePause() {
    GuardPlay guard = primary(AUTOMATIC).at(1).tick();
    GuardEffect.FeedWatchdog late = guard.only(GuardEffect.FeedWatchdog.class);

    guard.ask(new GuardCommand.Pause(true)).stored().leavesTheWatchdog();
    assertThat(GuardRules.mayFeed(guard.state(), second(1))).isFalse();
    guard.input(new GuardInput.WatchdogFed(late.token(), second(1))).rested();
  }

  @Test
  @DisplayName("H4: required refuses a promotion until it is fed under that token")
  void requiredRefusesToPromoteUntilFed() {
    GuardPlay guard = GuardPlay.begin(false, REQUIRED).started().ask(arm(1, 10));
    GuardEffect.FeedWatchdog feed = guard.only(GuardEffect.FeedWatchdog.class);

    guard.ask(PROMOTE).refused("no watchdog: it is not fed yet (H4: required)");
    assertThat(GuardRules.mayPromote(guard.state(), token(1), second(0))).isFalse();
    guard.input(new GuardInput.WatchdogFed(feed.token(), second(0)));
    assertThat(GuardRules.mayPromote(guard.state(), token(1), second(0))).isTrue();
    guard.ask(PROMOTE).only(GuardEffect.SignalPromote.class);
  }

  @Test
  @DisplayName("H4: required counts no feed of an older token")
  void requiredWantsAFeedUnderTheNewToken() {
    GuardPlay guard = primary(REQUIRED).ask(arm(2, 12));
    GuardEffect.FeedWatchdog feed = guard.only(GuardEffect.FeedWatchdog.class);

    guard.ask(new GuardCommand.Promote(token(2))).refused("not fed yet under the armed token");
    guard.input(new GuardInput.WatchdogFed(feed.token(), second(0)));
    guard.ask(new GuardCommand.Promote(token(2))).only(GuardEffect.SignalPromote.class);
  }

  @Test
  @DisplayName("H4: required refuses with the device's own reason, and tries again")
  void requiredSaysWhyThereIsNone() {
    GuardPlay guard = GuardPlay.begin(false, REQUIRED).started().ask(arm(1, 10));

    guard.input(new GuardInput.WatchdogFailed("/dev/watchdog does not exist"));
    guard.ask(PROMOTE).refused("no watchdog: /dev/watchdog does not exist (H4: required)");
    guard.atMillis(999).tick().leavesTheWatchdog();
    guard.at(1).tick().fed().ask(PROMOTE).only(GuardEffect.SignalPromote.class);
  }

  @Test
  @DisplayName("H4: automatic goes on without a device")
  void automaticPromotesWithoutOne() {
    GuardPlay guard = GuardPlay.begin(false, AUTOMATIC).started().ask(arm(1, 10));

    guard.input(new GuardInput.WatchdogFailed("/dev/watchdog does not exist"));
    guard.ask(PROMOTE).only(GuardEffect.SignalPromote.class);
  }

  @Test
  @DisplayName("H4: a feed that failed kills nothing, is tried again, and bars the next promotion")
  void aFailedFeedHarmsNoPrimary() {
    GuardPlay guard = primary(REQUIRED).at(1).tick();

    guard.input(new GuardInput.WatchdogFailed("write: Input/output error")).killsNothing();
    guard.ask(PROMOTE).refused("Input/output error");
    guard.atMillis(1_200).tick().killsNothing().fed();
    guard.ask(PROMOTE).only(GuardEffect.SignalPromote.class);
  }

  @Test
  @DisplayName("H4: one that counts and can be fed no more is stopped before it resets")
  void restsBeforeALivingGuardIsReset() {
    GuardPlay guard = primary(AUTOMATIC).at(1).tick();

    guard.input(new GuardInput.WatchdogFailed("write: Input/output error"));
    guard.atMillis(1_700).tick().rested();
  }

  @Test
  @DisplayName("H4: a renewal too late to feed under is not paid with a reset")
  void restsWhenItWouldResetBeforeTheDeadline() {
    GuardPlay guard = primary(AUTOMATIC).atMillis(8_250).tick().fed();
    guard.at(9).ask(new GuardCommand.Arm(new Armed(token(1), second(10).plus(millis(110)))));

    guard.atMillis(9_949).tick().leavesTheWatchdog();
    guard.atMillis(9_950).tick().rested();
    assertThat(guard.state().rights().armed()).isPresent();
    guard.ask(arm(1, 20)).fed();
  }

  @Test
  @DisplayName("H4: a timeout that no lease has room for is said to be unavailable")
  void isUnavailableWhenTheTimeoutDoesNotFit() {
    GuardPlay guard = GuardPlay.begin(false, REQUIRED).started().ask(arm(1, 1)).leavesTheWatchdog();

    guard.ask(PROMOTE).refused("2000 ms does not fit into the 1300 ms that are left of the lease");
  }

  @Test
  @DisplayName("H4: what cannot be stopped is stopped again")
  void restsUntilThatWorked() {
    GuardPlay guard = primary(AUTOMATIC).ask(new GuardCommand.Pause(true)).stored();
    guard.only(GuardEffect.RestWatchdog.class);

    guard.input(new GuardInput.WatchdogFailed("write: Input/output error"));
    guard.atMillis(199).tick().leavesTheWatchdog();
    guard.atMillis(200).tick().rested();
  }

  /** A primary under token 1 until second 10, fed at second 0. */
  @Test
  @DisplayName("H4: terms that cannot be kept, and one that acts without terms, are refused")
  void hasTermsThatCanBeKept() {
    assertThatThrownBy(() -> new WatchdogTerms(true, Duration.ZERO, millis(300)))
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> new WatchdogTerms(true, millis(1), millis(-1)))
        .hasMessageContaining("deadline");
    WatchdogTerms tightest = new WatchdogTerms(true, millis(1), Duration.ZERO);
    assertThat(Watchdog.of(tightest).terms()).contains(tightest);
    assertThatThrownBy(() -> Watchdog.NONE.begin(second(1))).hasMessageContaining("H4");
    assertThatThrownBy(
            () -> Watchdog.NONE.end(new WatchdogStand.Fed(token(1), second(1)), second(1)))
        .hasMessageContaining("H4");
  }

  @Test
  @DisplayName("H4: the log says the same of one feed and the next")
  void isLoggedByWhatChanges() {
    assertThat(new WatchdogStand.Resting().text()).isEqualTo("resting");
    assertThat(new WatchdogStand.Fed(token(1), second(1)).text())
        .isEqualTo(new WatchdogStand.Fed(token(1), second(2)).text())
        .isEqualTo("fed token=" + token(1));
    assertThat(new WatchdogStand.Unavailable("no device", Optional.empty()).text())
        .isEqualTo("unavailable reason=no device");
  }

  private static GuardPlay primary(Watchdog watchdog) {
    return GuardPlay.begin(false, watchdog).started().ask(arm(1, 10)).fed().promoted(1);
  }

  private static Watchdog watchdog(boolean required) {
    return Watchdog.of(new WatchdogTerms(required, Duration.ofSeconds(2), millis(300)));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
