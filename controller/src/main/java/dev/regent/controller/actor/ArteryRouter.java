package dev.regent.controller.actor;

import akka.actor.ActorRef;
import akka.actor.ActorSelection;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.NodeSettings;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by Artery to addresses made from the settings alone: neither membership nor anybody's
 * opinion of who is down has a part in it, and no ActorRef ever crosses the wire.
 *
 * <p>By selection and not by resolved reference: a peer that ended in order leaves its address
 * quarantined here, and only a selection passes that to greet its successor (measured: 2 s sooner).
 */
final class ArteryRouter implements Router {
  private static final Logger LOG = LoggerFactory.getLogger(ArteryRouter.class);

  private final akka.actor.ActorSystem system;
  private final CellSettings cell;
  private final Map<Door, ActorSelection> doors = new ConcurrentHashMap<>();

  ArteryRouter(ActorSystem<?> system, CellSettings cell) {
    this.system = Adapter.toClassic(system);
    this.cell = cell;
  }

  private record Door(NodeId node, DatabaseName database, boolean ofAgent) {}

  @Override
  public void send(Envelope envelope) {
    Optional<NodeSettings> node = cell.node(envelope.to());
    if (node.isEmpty()) {
      LOG.warn("No node {} in this cell: {} not sent", envelope.to(), envelope.message());
      return;
    }
    Door door = new Door(envelope.to(), envelope.database(), envelope.message().isForAgent());
    doors
        .computeIfAbsent(door, wanted -> select(node.get(), wanted))
        .tell(envelope, ActorRef.noSender());
  }

  private ActorSelection select(NodeSettings node, Door door) {
    return system.actorSelection(
        "akka://%s@%s:%d%s"
            .formatted(
                cell.name(),
                node.host(),
                node.clusterPort(),
                EnvelopeGate.path(door.database, door.ofAgent)));
  }
}
