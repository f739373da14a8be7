package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.POSTMASTER;
import static dev.regent.agent.guard.core.GuardPlay.arm;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** V7, V4: between marking a token dead and the proof that nothing writable is left. */
class CondemnedTest {
  private final GuardPlay guard =
      GuardPlay.primary().at(2).ask(new GuardCommand.MarkDead(token(1))).done();

  @Test
  void leavesTheDaemonTimeToStopPostgresInOrder() {
    guard.scanned(true, POSTMASTER).killsNothing();
  }

  @Test
  void stillKillsAtTheDeadlineWhenTheDaemonDidNot() {
    guard.at(10).tick().kills();
  }

  @Test
  void promotesNothingAndAddsNoVipAnyMore() {
    guard.ask(new GuardCommand.Promote(token(1))).refused();
    guard.ask(new GuardCommand.AddVip(token(1), java.time.Duration.ofSeconds(2))).refused();
  }

  @Test
  void isOverOnceEverythingIsKilledSoThatTheNextStandbyLives() {
    guard.ask(new GuardCommand.Kill(Manner.ORDERLY));
    guard.input(new GuardInput.Killed(Optional.of(guard.asker()), true, List.of())).done();

    guard.started().at(10).tick().killsNothing();
    assertThat(guard.state().rights().armed()).isEmpty();
  }

  @Test
  void isOverOnceAScanFindsNothing() {
    guard.input(new GuardInput.PostgresExited(POSTMASTER)).scanned(true);

    guard.started().at(10).tick().killsNothing();
  }

  @Test
  void isNotOverWhileAnythingIsLeft() {
    guard.input(new GuardInput.PostgresExited(POSTMASTER)).scanned(true, 4712L).killsNothing();

    guard.at(10).tick().kills();
  }

  @Test
  void isOverAtOnceForAServerThatNeverLeftRecovery() {
    GuardPlay standby =
        GuardPlay.begin().started().ask(arm(1, 10)).ask(new GuardCommand.MarkDead(token(1)));

    standby.scanned(true, POSTMASTER).at(10).tick().killsNothing();
  }

  @Test
  void isNotOverWhenAKillingLeftSomething() {
    guard.ask(new GuardCommand.Kill(Manner.ORDERLY));
    guard.input(new GuardInput.Killed(Optional.of(guard.asker()), true, List.of(5L))).refused();

    guard.at(10).tick().kills();
  }
}
