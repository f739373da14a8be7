package dev.regent.controller.actor;

import akka.actor.ActorRef;
import akka.actor.ActorSelection;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.NodeSettings;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Bundle;
import dev.regent.protocol.message.Envelope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by Artery to addresses made from the settings alone: neither membership nor anybody's
 * opinion of who is down has a part in it, and no ActorRef ever crosses the wire.
 *
 * <p>By selection and not by resolved reference: a peer that ended in order leaves its address
 * quarantined here, and only a selection passes that to greet its successor (measured: 2 s sooner).
 *
 * <p>From {@link #MANY} databases on, what goes to one node within {@link #HOLD} goes together.
 */
final class ArteryRouter implements Router {
  private static final Logger LOG = LoggerFactory.getLogger(ArteryRouter.class);
  private static final int MANY = 50;
  private static final Duration HOLD = Duration.ofMillis(5);

  private final Map<NodeId, Courier> couriers;

  ArteryRouter(ActorSystem<?> system, CellSettings cell) {
    Map<NodeId, Courier> made = new HashMap<>();
    for (NodeSettings node : cell.nodes()) {
      Consumer<Bundle> road = road(Adapter.toClassic(system), cell, node);
      made.put(
          node.id(),
          cell.databases().size() < MANY ? Courier.prompt(road) : Courier.gathering(HOLD, road));
    }
    this.couriers = Map.copyOf(made);
  }

  @Override
  public void send(Envelope envelope) {
    Courier courier = couriers.get(envelope.to());
    if (courier == null) {
      LOG.warn("No node {} in this cell: {} not sent", envelope.to(), envelope.message());
      return;
    }
    courier.send(envelope);
  }

  private static Consumer<Bundle> road(
      akka.actor.ActorSystem system, CellSettings cell, NodeSettings node) {
    ActorSelection door =
        system.actorSelection(
            "akka://%s@%s:%d%s"
                .formatted(cell.name(), node.host(), node.clusterPort(), NodeDoor.PATH));
    return bundle -> door.tell(bundle, ActorRef.noSender());
  }
}
