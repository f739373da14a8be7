package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.LAUNCH;
import static dev.regent.agent.guard.core.GuardPlay.POSTMASTER;
import static dev.regent.agent.guard.core.GuardPlay.arm;
import static dev.regent.agent.guard.core.GuardPlay.second;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** H1, H3: starting in recovery, and promoting under a live token only (trace 7). */
class PromotionTest {
  @Test
  void promotesUnderTheArmedToken() {
    GuardPlay guard = GuardPlay.begin().started().ask(arm(1, 10));

    guard.ask(new GuardCommand.Promote(token(1)));

    assertThat(guard.only(GuardEffect.SignalPromote.class).pid()).isEqualTo(POSTMASTER);
  }

  @Test
  void refusesWithoutArmingAndUnderAnotherToken() {
    GuardPlay guard = GuardPlay.begin().started();

    guard.ask(new GuardCommand.Promote(token(1))).refused();
    guard.ask(arm(2, 10)).ask(new GuardCommand.Promote(token(1))).refused();
  }

  @Test
  void refusesToPromoteWhatItDidNotStart() {
    GuardPlay.begin().ask(arm(1, 10)).ask(new GuardCommand.Promote(token(1))).refused();
  }

  @Test
  void countsAsWritableFromTheMomentBeforeTheSignal() {
    GuardPlay guard = GuardPlay.begin().started().ask(arm(1, 10));

    guard.ask(new GuardCommand.Promote(token(1)));

    assertThat(guard.state().server()).isEqualTo(new Server.Promoted(POSTMASTER));
  }

  @Test
  void mayNotBeSignalledOnceTheTokenEndedOnTheWay() {
    GuardPlay guard = GuardPlay.begin().started().ask(arm(1, 10));
    guard.ask(new GuardCommand.Promote(token(1)));

    assertThat(GuardRules.mayAct(guard.state(), token(1), second(9))).isTrue();
    assertThat(GuardRules.mayAct(guard.state(), token(1), second(10))).isFalse();
    guard.ask(new GuardCommand.MarkDead(token(1)));
    assertThat(GuardRules.mayAct(guard.state(), token(1), second(9))).isFalse();
  }

  @Test
  void killsAServerWhosePromotionWasRefusedOnTheWay() {
    GuardPlay guard = GuardPlay.begin().started().ask(arm(1, 10));
    guard.ask(new GuardCommand.Promote(token(1))).at(10).tick().kills();

    guard.input(new GuardInput.PromoteEnded(guard.asker(), Optional.of("too late"))).refused();
  }

  @Test
  void signalsAgainWhenAskedAgain() {
    GuardPlay guard = GuardPlay.primary().ask(new GuardCommand.Promote(token(1)));

    guard.only(GuardEffect.SignalPromote.class);
  }

  @Test
  void startsNothingBesideAServerAStartOrAKilling() {
    GuardPlay.begin().started().ask(new GuardCommand.Start(LAUNCH)).refused();
    GuardPlay starting = GuardPlay.begin().ask(new GuardCommand.Start(LAUNCH));
    starting.ask(new GuardCommand.Start(LAUNCH)).refused();
    GuardPlay killing = GuardPlay.begin().ask(new GuardCommand.Kill(Manner.AT_ONCE));
    killing.ask(new GuardCommand.Start(LAUNCH)).refused();
  }

  @Test
  void startsNothingWhileAPromotionIsOnItsWay() {
    GuardPlay guard = GuardPlay.begin().started().ask(arm(1, 10));
    guard.ask(new GuardCommand.Promote(token(1)));
    guard.input(new GuardInput.PostgresExited(POSTMASTER));

    guard.ask(new GuardCommand.Start(LAUNCH)).refused();
  }

  @Test
  void tellsTheDaemonOnceThatItsServerIsGone() {
    GuardPlay guard = GuardPlay.primary().ask(new GuardCommand.Kill(Manner.AT_ONCE));

    guard.input(new GuardInput.Killed(Optional.of(guard.asker()), true, List.of())).done();
    guard.only(GuardEffect.ReportGone.class);
    guard.input(new GuardInput.PostgresExited(POSTMASTER));
    assertThat(guard.effects()).isEmpty();
  }

  @Test
  void saysWhatAKillingLeft() {
    GuardPlay guard = GuardPlay.primary().ask(new GuardCommand.Kill(Manner.ORDERLY));

    guard.input(new GuardInput.Killed(Optional.of(guard.asker()), true, List.of(5L))).refused();
  }

  @Test
  void takesAKillingThatSparedItsStandbyForNoProofThatNothingRuns() {
    GuardPlay guard = GuardPlay.begin().started().scanned(true, POSTMASTER, 99L).kills();

    guard.input(new GuardInput.Killed(Optional.empty(), false, List.of()));

    assertThat(guard.state().server()).isEqualTo(new Server.Recovering(POSTMASTER));
  }

  @Test
  void startsAServerWhenNothingRuns() {
    GuardPlay guard = GuardPlay.begin().ask(new GuardCommand.Start(LAUNCH));

    assertThat(guard.only(GuardEffect.StartPostgres.class).launch()).isEqualTo(LAUNCH);
  }

  @Test
  void startsNothingBesideAPrimary() {
    GuardPlay.primary().ask(new GuardCommand.Start(LAUNCH)).refused("runs already");
  }

  @Test
  void startsAgainAfterAStartThatFailed() {
    GuardPlay guard = GuardPlay.begin().ask(new GuardCommand.Start(LAUNCH));

    guard.input(new GuardInput.StartFailed(guard.asker(), "no signal file")).refused("no signal");
    guard.ask(new GuardCommand.Start(LAUNCH)).only(GuardEffect.StartPostgres.class);
  }

  @Test
  void promotesOnceAtATimeAndNotDuringAKilling() {
    GuardPlay guard = GuardPlay.begin().started().ask(arm(1, 10));
    guard.ask(new GuardCommand.Promote(token(1)));

    guard.ask(new GuardCommand.Promote(token(1))).refused("under way");
    GuardPlay killing = GuardPlay.primary().ask(new GuardCommand.Kill(Manner.AT_ONCE));
    killing.ask(new GuardCommand.Promote(token(1))).refused("under way");
  }
}
