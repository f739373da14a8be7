package dev.regent.controller.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Bundle;
import dev.regent.protocol.message.Envelope;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door through which everything reaches the voters and agents of a node; its path is the node's
 * address on the wire.
 *
 * <p>Only bundles are let in, and of those only what is addressed to this node.
 */
final class NodeDoor {
  static final String NAME = "door";

  /** The whole path, which is all that a peer may select. */
  static final String PATH = "/user/" + NAME;

  private static final Logger LOG = LoggerFactory.getLogger(NodeDoor.class);

  private NodeDoor() {}

  /**
   * A door.
   *
   * @param inside must not block
   */
  static Behavior<Bundle> create(NodeId self, Consumer<Envelope> inside) {
    Behavior<Bundle> door =
        Behaviors.receiveMessage(bundle -> {
          for (Envelope envelope : bundle.envelopes()) {
            if (envelope.to().equals(self)) {
              inside.accept(envelope);
            } else {
              LOG.warn("Envelope for {} of {} came here", envelope.to(), envelope.database());
            }
          }
          return Behaviors.same();
        });
    return Behaviors.supervise(door).onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }
}
