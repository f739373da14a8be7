package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.arm;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** L5, H3: what lives with the session and not with the daemon (traces 4, 19, 24). */
class SessionTest {
  private static final long NEWER = 2;

  @Test
  void refusesAnOlderInstructionAlsoFromANewDaemon() {
    GuardPlay guard = GuardPlay.begin().ask(new GuardCommand.Obey(token(5).revision())).done();

    guard.input(new GuardInput.TakeOver(NEWER));
    guard.input(asked(new GuardCommand.Obey(token(4).revision()))).refused();

    assertThat(guard.state().obeyed()).isEqualTo(token(5).revision());
  }

  @Test
  void obeysTheSameInstructionAgain() {
    GuardCommand obey = new GuardCommand.Obey(token(5).revision());

    GuardPlay.begin().ask(obey).done().ask(obey).done();
  }

  @Test
  void servesTheNewestDaemonAndClosesTheOlderPipe() {
    GuardPlay guard = GuardPlay.begin().input(new GuardInput.TakeOver(NEWER));

    assertThat(guard.effects())
        .containsExactly(
            new GuardEffect.ClosePipe(GuardPlay.DAEMON), new GuardEffect.Welcome(NEWER));
    guard.ask(arm(1, 5)).refused();
    assertThat(guard.state().rights().armed()).isEmpty();
  }

  @Test
  void keepsServingTheNewerDaemonWhenTheOlderPipeCloses() {
    GuardPlay guard = GuardPlay.begin().input(new GuardInput.TakeOver(NEWER));

    guard.input(new GuardInput.ConnectionClosed(GuardPlay.DAEMON));

    assertThat(guard.state().daemon()).contains(NEWER);
  }

  @Test
  void renewsTheSameTokenForANewDaemon() {
    GuardPlay guard = GuardPlay.primary().input(new GuardInput.TakeOver(NEWER));

    guard.input(asked(arm(1, 20)));

    assertThat(guard.effects())
        .containsExactly(new GuardEffect.Reply(new Asker(NEWER, 1), new Answer.Done()));
    guard.at(12).tick().killsNothing();
  }

  @Test
  void servesNobodyOnceTheDaemonsPipeClosed() {
    GuardPlay guard = GuardPlay.begin().input(new GuardInput.ConnectionClosed(GuardPlay.DAEMON));

    assertThat(guard.state().daemon()).isEmpty();
    guard.ask(arm(1, 5)).refused();
  }

  @Test
  void doesNotCloseThePipeThatSaysHelloTwice() {
    GuardPlay guard = GuardPlay.begin().input(new GuardInput.TakeOver(GuardPlay.DAEMON));

    assertThat(guard.effects()).containsExactly(new GuardEffect.Welcome(GuardPlay.DAEMON));
  }

  private static GuardInput asked(GuardCommand command) {
    return new GuardInput.Asked(new Asker(NEWER, 1), command);
  }
}
