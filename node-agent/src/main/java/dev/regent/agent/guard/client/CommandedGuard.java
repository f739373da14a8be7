package dev.regent.agent.guard.client;

import dev.regent.agent.guard.Guard;
import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.Launch;
import dev.regent.agent.guard.core.Manner;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Token;
import java.time.Duration;

/**
 * A guard as commands to its core, each with the time in which it has to be answered; how they get
 * there is the subclass's business. The simulator's is another one than the daemon's.
 */
public abstract class CommandedGuard implements Guard {
  /** Nothing but memory is behind these. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /** A disk, a fork, an address or a killing is. */
  private static final Duration DEED = Duration.ofSeconds(6);

  /**
   * Has the command carried out.
   *
   * @throws GuardLost when it is not answered within the limit
   */
  protected abstract Answer answer(GuardCommand command, Duration limit);

  @Override
  public Answer arm(Token token, MonotonicTime deadline) {
    return answer(new GuardCommand.Arm(new Armed(token, deadline)), ANSWER);
  }

  @Override
  public Answer markDead(Token token) {
    return answer(new GuardCommand.MarkDead(token), ANSWER);
  }

  @Override
  public Answer obey(Revision revision) {
    return answer(new GuardCommand.Obey(revision), ANSWER);
  }

  @Override
  public Answer start(PostgresStart start) {
    Launch launch =
        new Launch(start.command(), start.environment(), start.dataDirectory(), start.logFile());
    return answer(new GuardCommand.Start(launch), DEED);
  }

  @Override
  public Answer promote(Token token) {
    return answer(new GuardCommand.Promote(token), DEED);
  }

  @Override
  public Answer kill(boolean orderly) {
    return answer(new GuardCommand.Kill(orderly ? Manner.ORDERLY : Manner.AT_ONCE), DEED);
  }

  @Override
  public Answer addVip(Token token, Duration validLifetime) {
    return answer(new GuardCommand.AddVip(token, validLifetime), DEED);
  }

  @Override
  public Answer dropVip() {
    return answer(new GuardCommand.DropVip(), DEED);
  }

  @Override
  public Answer pause(boolean paused) {
    return answer(new GuardCommand.Pause(paused), DEED);
  }

  protected static Answer translate(dev.regent.agent.guard.core.Answer answer) {
    return switch (answer) {
      case dev.regent.agent.guard.core.Answer.Done() -> new Answer.Done();
      case dev.regent.agent.guard.core.Answer.Refused(String reason) -> new Answer.Refused(reason);
    };
  }
}
