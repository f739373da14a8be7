package dev.regent.controller.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
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
 */
final class ArteryRouter implements Router {
  private static final Logger LOG = LoggerFactory.getLogger(ArteryRouter.class);

  private final ActorRefResolver resolver;
  private final CellSettings cell;
  private final Map<Door, ActorRef<Envelope>> doors = new ConcurrentHashMap<>();

  ArteryRouter(ActorSystem<?> system, CellSettings cell) {
    this.resolver = ActorRefResolver.get(system);
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
    doors.computeIfAbsent(door, wanted -> resolve(node.get(), wanted)).tell(envelope);
  }

  private ActorRef<Envelope> resolve(NodeSettings node, Door door) {
    return resolver.resolveActorRef(
        "akka://%s@%s:%d/user/%s"
            .formatted(
                cell.name(),
                node.host(),
                node.clusterPort(),
                EnvelopeGate.name(door.database, door.ofAgent)));
  }
}
