package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.POSTMASTER;
import static dev.regent.agent.guard.core.GuardPlay.arm;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** H3, V7: the deadline, and what an unarmed guard does after it (traces 7, 25, 29). */
class FiringTest {
  @Test
  void killsEverythingAtOnceAtTheDeadlineAndDropsTheVipFirst() {
    GuardPlay guard = GuardPlay.primary().at(10).tick();

    assertThat(guard.effects())
        .startsWith(
            new GuardEffect.DropVip(Optional.empty()),
            new GuardEffect.KillAll(Manner.AT_ONCE, Optional.empty(), Optional.empty()));
    assertThat(guard.state().rights().dead()).containsExactly(token(1));
    assertThat(guard.state().rights().fired()).isTrue();
  }

  @Test
  void doesNothingBeforeTheDeadline() {
    GuardPlay.primary().at(9).tick().killsNothing();
  }

  @Test
  void firesWithoutADaemonAndNotBecauseItsPipeClosed() {
    GuardPlay guard = GuardPlay.primary();

    guard.input(new GuardInput.ConnectionClosed(GuardPlay.DAEMON)).killsNothing();
    guard.at(10).tick().kills();
  }

  @Test
  void firesBeforeItLooksAtARenewalThatCameTooLate() {
    GuardPlay.primary().at(11).ask(arm(1, 20)).refused().kills();
  }

  @Test
  void firesBeforeItLooksAtAPromotionAskedOfAFrozenGuard() {
    GuardPlay guard = GuardPlay.begin().started().ask(arm(1, 10)).at(11);

    guard.ask(new GuardCommand.Promote(token(1))).refused().kills();

    assertThat(guard.effects()).noneMatch(GuardEffect.SignalPromote.class::isInstance);
  }

  @Test
  void firesOnce() {
    GuardPlay guard = GuardPlay.primary().at(10).tick().killed();

    guard.tick().killsNothing();
  }

  @Test
  void saysInTheNextArmingThatItHasNotFiredSince() {
    GuardPlay guard = GuardPlay.primary().at(10).tick().killed().ask(arm(2, 20)).done();

    assertThat(guard.state().rights().fired()).isFalse();
  }

  @Test
  void killsAStrangerWhileUnarmed() {
    GuardPlay.begin().scanned(true, 99L).kills();
  }

  @Test
  void leavesAStrangerAloneWhileArmed() {
    GuardPlay guard = GuardPlay.begin().tick();
    long epoch = guard.only(GuardEffect.Scan.class).epoch();

    guard.ask(arm(1, 10)).input(new GuardInput.Scanned(epoch, List.of(99L), true)).killsNothing();
  }

  @Test
  void leavesWhatItStartedInRecoveryAloneAfterItFired() {
    GuardPlay guard = GuardPlay.primary().at(10).tick().killed().started();

    guard.scanned(true, POSTMASTER).killsNothing();
    guard.at(11).scanned(true, POSTMASTER).killsNothing();
  }

  @Test
  void killsAStrangerBesideItsOwnStandbyAndSparesTheStandby() {
    GuardPlay guard = GuardPlay.begin().started().scanned(true, POSTMASTER, 99L);

    assertThat(guard.only(GuardEffect.KillAll.class).spare()).contains(POSTMASTER);
  }

  @Test
  void killsItsOwnStandbyOnceItLeftRecoveryByAnotherHand() {
    GuardPlay guard = GuardPlay.begin().started().scanned(false, POSTMASTER);

    assertThat(guard.only(GuardEffect.KillAll.class).spare()).isEmpty();
  }

  @Test
  void killsBackendsThatOutlivedTheirPostmaster() {
    GuardPlay guard = GuardPlay.begin().started();

    guard.input(new GuardInput.PostgresExited(POSTMASTER)).scanned(true, 4712L).kills();
  }

  @Test
  void takesAFindingFromBeforeAStartForNothing() {
    GuardPlay guard = GuardPlay.begin().tick();
    long epoch = guard.only(GuardEffect.Scan.class).epoch();

    guard.started().input(new GuardInput.Scanned(epoch, List.of(POSTMASTER), false));

    guard.killsNothing();
  }

  @Test
  void triesAgainWhenAProcessWasLeft() {
    GuardPlay guard = GuardPlay.primary().at(10).tick();

    guard.input(new GuardInput.Killed(Optional.empty(), true, List.of(POSTMASTER)));

    guard.scanned(true, POSTMASTER).kills();
  }

  @Test
  void startsNothingBeforeEveryKillingEnded() {
    GuardPlay guard = GuardPlay.primary().ask(new GuardCommand.Kill(Manner.AT_ONCE));
    guard.at(10).tick().kills().killed();

    guard.ask(new GuardCommand.Start(GuardPlay.LAUNCH)).refused();
    guard.killed().ask(new GuardCommand.Start(GuardPlay.LAUNCH));
    guard.only(GuardEffect.StartPostgres.class);
  }

  @Test
  void startsNothingWhileItKillsAStranger() {
    GuardPlay guard = GuardPlay.begin().scanned(true, 99L).kills();

    guard.ask(new GuardCommand.Start(GuardPlay.LAUNCH)).refused();
  }

  @Test
  void takesTheEndOfAnotherProcessForNothing() {
    GuardPlay guard = GuardPlay.begin().started();

    guard.input(new GuardInput.PostgresExited(POSTMASTER + 1));

    assertThat(guard.state().server()).isEqualTo(new Server.Recovering(POSTMASTER));
    assertThat(guard.effects()).isEmpty();
  }

  @Test
  void wakesForTheNextScanUnlessItScansOrKills() {
    GuardPlay guard = GuardPlay.begin().scanned(true);

    assertThat(guard.state().wakeAt()).contains(GuardPlay.second(0).plus(GuardRules.SCAN_INTERVAL));
    guard.at(1).tick();
    assertThat(guard.state().wakeAt()).as("it scans").isEmpty();
    GuardPlay killing = GuardPlay.begin().ask(new GuardCommand.Kill(Manner.AT_ONCE));
    assertThat(killing.state().wakeAt()).as("it kills").isEmpty();
    assertThat(GuardPlay.primary().state().wakeAt()).contains(GuardPlay.second(10));
  }
}
