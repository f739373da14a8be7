package dev.regent.agent.actor;

import akka.actor.typed.ActorRef;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at PostgreSQL, one look at a time, off the actor's thread.
 *
 * <p><b>Failure modes.</b> A look that could not be made says that PostgreSQL does not answer, and
 * promises nothing: what the look before it saw would go on counting otherwise.
 */
final class Looks {
  private static final Logger LOG = LoggerFactory.getLogger("dev.regent.agent");

  private static final Observation NOTHING_SEEN =
      new Observation(
          PostgresView.ABSENT.with(PostgresStatus.UNRESPONSIVE), Optional.empty(), false, false);

  private final ActorRef<AgentCommand> self;
  private final AgentPorts ports;
  private boolean running;
  private boolean again;

  Looks(ActorRef<AgentCommand> self, AgentPorts ports) {
    this.self = self;
    this.ports = ports;
  }

  /** A look that begins from now on; if one is under way, another follows it. */
  void look() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    var _ = ports.workers().start("look", this::observe);
  }

  private void observe() {
    MonotonicTime begun = ports.clock().get();
    Observation seen = NOTHING_SEEN;
    try {
      seen = ports.engine().observe();
    } catch (RuntimeException unforeseen) {
      LOG.error("look ended by an unforeseen exception", unforeseen);
    } finally {
      self.tell(new AgentCommand.Looked(seen, begun));
    }
  }

  void done() {
    running = false;
    if (again) {
      look();
    }
  }
}
