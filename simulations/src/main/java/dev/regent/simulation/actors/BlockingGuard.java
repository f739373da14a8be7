package dev.regent.simulation.actors;

import dev.regent.agent.guard.client.CommandedGuard;
import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.simulation.world.node.GuardHost;
import dev.regent.simulation.world.node.Parts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A simulated guard behind the daemon's blocking port, with the deadlines of the real client: a
 * guard that does not answer in time is lost. Called on strands alone.
 */
final class BlockingGuard extends CommandedGuard {
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
  public Answer obey(Revision revision) {
    process.check(() -> process.sim().probe().obeyed(session, revision));
    return super.obey(revision);
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

  @Override
  protected Answer answer(GuardCommand command, Duration limit) {
    return strands
        .<dev.regent.agent.guard.core.Answer>await(limit, then -> ask(command, then))
        .map(CommandedGuard::translate)
        .orElseThrow(() -> new GuardLost("no answer to " + command + " within " + limit));
  }
}
