package dev.regent.controller.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door through which envelopes reach a voter or an agent; its path is its address on the wire.
 *
 * <p>Only envelopes are let in, and only those addressed here.
 */
final class EnvelopeGate {
  private static final Logger LOG = LoggerFactory.getLogger(EnvelopeGate.class);

  private EnvelopeGate() {}

  /** The path below {@code /user} of a database's voter, or of its agent. */
  static String name(DatabaseName database, boolean ofAgent) {
    return (ofAgent ? "agent-" : "db-") + database;
  }

  /** The whole path, which is all that a peer may select. */
  static String path(DatabaseName database, boolean ofAgent) {
    return "/user/" + name(database, ofAgent);
  }

  static Behavior<Envelope> create(NodeId self, DatabaseName database, Consumer<Envelope> inside) {
    Behavior<Envelope> gate =
        Behaviors.receiveMessage(envelope -> {
          if (envelope.to().equals(self) && envelope.database().equals(database)) {
            inside.accept(envelope);
          } else {
            LOG.warn("Envelope for {} of {} came here", envelope.to(), envelope.database());
          }
          return Behaviors.same();
        });
    return Behaviors.supervise(gate).onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }
}
