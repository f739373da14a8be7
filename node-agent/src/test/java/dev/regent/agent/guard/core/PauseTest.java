package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.POSTMASTER;
import static dev.regent.agent.guard.core.GuardPlay.arm;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** H6: pause and resume (trace 30). */
class PauseTest {
  private static final GuardCommand PAUSE = new GuardCommand.Pause(true);
  private static final GuardCommand END = new GuardCommand.Pause(false);

  @Test
  void isStoredBeforeItIsAnswered() {
    GuardPlay guard = GuardPlay.primary().ask(PAUSE);

    assertThat(guard.effects()).hasSize(1);
    assertThat(guard.state().paused()).isFalse();
    guard.stored().done();
    assertThat(guard.state().paused()).isTrue();
  }

  @Test
  void isRefusedWhenItCannotBeStored() {
    GuardPlay guard = GuardPlay.primary().ask(PAUSE);
    GuardEffect.Store store = guard.only(GuardEffect.Store.class);

    guard.input(new GuardInput.Stored(store, Optional.of("disk full"))).refused();

    guard.at(10).tick().kills();
  }

  @Test
  void disarmsSoThatTheDeadlineKillsNothing() {
    GuardPlay.primary().ask(PAUSE).stored().at(10).tick().killsNothing();
  }

  @Test
  void killsNothingEvenIfAsked() {
    GuardPlay.primary().ask(PAUSE).stored().ask(new GuardCommand.Kill(Manner.ORDERLY)).refused();
  }

  @Test
  void doesNotLookForStrangers() {
    GuardPlay guard = GuardPlay.begin(true).at(5).tick();

    assertThat(guard.effects()).isEmpty();
    assertThat(guard.state().wakeAt()).isEmpty();
  }

  @Test
  void isNotEndedByALateRenewal() {
    GuardPlay guard = GuardPlay.primary().ask(PAUSE).stored();

    guard.ask(arm(1, 20)).refused();

    assertThat(guard.state().paused()).isTrue();
  }

  @Test
  void endsWithTheFirstArmingOfAResumeAndOnDiskBeforeThat() {
    GuardPlay guard = GuardPlay.begin(true).ask(arm(7, 20));

    assertThat(guard.only(GuardEffect.Store.class).paused()).isFalse();
    assertThat(guard.state().rights().armed()).isEmpty();
    guard.stored().done();
    guard.at(20).tick().kills();
  }

  @Test
  void goesOnWhenTheResumedLeaseRanOutWhileItWasStored() {
    GuardPlay guard = GuardPlay.begin(true).ask(arm(7, 20)).at(21).stored().refused();

    assertThat(guard.state().paused()).isTrue();
    guard.tick().killsNothing();
  }

  @Test
  void endsOnAStandbyWithoutHarmToIt() {
    GuardPlay guard = GuardPlay.begin().started().ask(PAUSE).stored().ask(END).stored().done();

    guard.scanned(true, POSTMASTER).killsNothing();
  }

  @Test
  void endsWithTheKillingOfAPrimaryThatHasNoLease() {
    GuardPlay.primary().ask(PAUSE).stored().ask(END).stored().scanned(true, POSTMASTER).kills();
  }

  @Test
  void countsItsStandbyAsWritableOnceAResumeArmsOverIt() {
    GuardPlay guard = GuardPlay.begin().started().ask(PAUSE).stored().ask(arm(7, 20)).stored();

    assertThat(guard.state().server()).isEqualTo(new Server.Promoted(POSTMASTER));
    guard.ask(new GuardCommand.MarkDead(token(7))).scanned(true, POSTMASTER);
    assertThat(guard.state().rights().armed()).isPresent();
  }

  @Test
  void isNeverArmed() {
    GuardState armed = GuardPlay.primary().state();

    assertThatThrownBy(() -> armed.withPaused(true)).hasMessageContaining("H6");
  }
}
