package dev.regent.simulation.actors;

import dev.regent.agent.guard.Guard;
import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.Launch;
import dev.regent.agent.guard.core.Manner;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.simulation.world.node.GuardHost;
import dev.regent.simulation.world.node.Parts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A simulated guard behind the daemon's blocking port, with the deadlines of the real client: a
 * guard that does not answer in time is lost. Called on strands alone.
 */
final class BlockingGuard implements Guard {
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration DEED = Duration.ofSeconds(6);

  private final DaemonProcess process;
  private final Strands strands;
  private final GuardHost guard;
  private final long connection;
  private final Session session;
  private final Holding holding;
  private Runnable gone = () -> {};

  /** Takes the guard over. */
  BlockingGuard(DaemonProcess process, Strands strands, GuardHost guard) {
    this.process = process;
    this.strands = strands;
    this.guard = guard;
    this.connection = guard.takeOver(this::postgresGone, () -> {});
    this.session = guard.state().session();
    this.holding = holding(guard.state());
  }

  private static Holding holding(GuardState held) {
    Optional<Armed> armed = held.rights().armed();
    return new Holding(
        armed.map(Armed::token),
        armed.map(Armed::deadline),
        held.rights().dead(),
        held.obeyed(),
        held.paused(),
        held.rights().fired(),
        Optional.empty());
  }

  private void postgresGone() {
    Parts parts = process.parts();
    long delay = parts.sim().briefDelay(50, 500);
    parts.sim().agenda().after(delay, parts.life(), () -> gone.run());
  }

  /** As the engine's jobs ask it, which have deadlines of their own. */
  void ask(GuardCommand command, Consumer<dev.regent.agent.guard.core.Answer> then) {
    guard.ask(connection, command, then);
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public Holding holding() {
    return holding;
  }

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
    process.check(() -> process.sim().probe().obeyed(session, revision));
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

  @Override
  public void onPostgresGone(Runnable listener) {
    gone = listener;
  }

  /** The world ends a daemon whose guard is gone. */
  @Override
  public void onLost(Runnable lost) {}

  @Override
  public void close() {}

  private Answer answer(GuardCommand command, Duration limit) {
    return strands
        .<dev.regent.agent.guard.core.Answer>await(limit, then -> ask(command, then))
        .map(BlockingGuard::translate)
        .orElseThrow(() -> new GuardLost("no answer to " + command + " within " + limit));
  }

  private static Answer translate(dev.regent.agent.guard.core.Answer answer) {
    return switch (answer) {
      case dev.regent.agent.guard.core.Answer.Done() -> new Answer.Done();
      case dev.regent.agent.guard.core.Answer.Refused(String reason) -> new Answer.Refused(reason);
    };
  }
}
