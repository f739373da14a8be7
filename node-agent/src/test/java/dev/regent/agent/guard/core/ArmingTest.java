package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.arm;
import static dev.regent.agent.guard.core.GuardPlay.second;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** V7, H3: what may be armed. */
class ArmingTest {
  @Test
  void armsAndRenewsAToken() {
    GuardPlay guard = GuardPlay.begin().ask(arm(1, 5)).done().at(4).ask(arm(1, 9)).done();

    guard.at(5).tick().killsNothing();

    assertThat(guard.state().rights().isLive(token(1), second(5))).isTrue();
  }

  @Test
  void keepsTheLaterOfTwoDeadlinesOfOneToken() {
    GuardPlay guard = GuardPlay.begin().ask(arm(1, 9)).ask(arm(1, 5)).done();

    guard.at(6).tick().killsNothing();
  }

  @Test
  void refusesADeadlineThatHasPassed() {
    GuardPlay.begin().at(5).ask(arm(1, 5)).refused();
  }

  @Test
  void refusesATokenLowerThanOneArmedBefore() {
    GuardPlay.begin().ask(arm(2, 5)).ask(arm(1, 9)).refused();
  }

  @Test
  void refusesADeadTokenForEver() {
    GuardPlay guard = GuardPlay.begin().ask(arm(1, 5)).ask(new GuardCommand.MarkDead(token(1)));

    guard.done().ask(arm(1, 9)).refused();
    guard.at(6).tick().ask(arm(1, 9)).refused();
  }

  @Test
  void refusesATokenThatWasDeadBeforeItWasEverArmed() {
    GuardPlay.begin().ask(new GuardCommand.MarkDead(token(3))).done().ask(arm(3, 9)).refused();
  }

  @Test
  void armsANewerTokenAfterADeadOne() {
    GuardPlay guard = GuardPlay.begin().ask(arm(1, 5)).ask(new GuardCommand.MarkDead(token(1)));

    guard.ask(arm(2, 9)).done().at(6).tick().killsNothing();
  }

  @Test
  void listsNoDeadTokenBelowTheHighestArmed() {
    GuardPlay guard = GuardPlay.begin().ask(new GuardCommand.MarkDead(token(1))).ask(arm(2, 9));

    assertThat(guard.state().rights().dead()).isEmpty();
    guard.ask(arm(1, 9)).refused();
  }

  @Test
  void armsANewerTokenThoughItsDeadlineIsEarlier() {
    GuardPlay guard = GuardPlay.begin().ask(arm(1, 9)).ask(arm(2, 5)).done();

    assertThat(guard.state().rights().armed()).contains(new Armed(token(2), second(5)));
  }

  @Test
  void listsNoLowerTokenThatIsMarkedDead() {
    GuardPlay guard = GuardPlay.begin().ask(arm(2, 9));

    guard.ask(new GuardCommand.MarkDead(token(1))).done();

    assertThat(guard.state().rights().dead()).isEmpty();
    assertThat(guard.state().rights().isLive(token(2), second(5))).isTrue();
  }

  @Test
  void keepsADeadTokenThatIsHigherThanTheOneArmed() {
    GuardPlay guard = GuardPlay.begin().ask(new GuardCommand.MarkDead(token(5))).ask(arm(2, 9));

    assertThat(guard.done().state().rights().dead()).containsExactly(token(5));
    guard.ask(arm(5, 9)).refused();
  }
}
