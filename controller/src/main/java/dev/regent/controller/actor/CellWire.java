package dev.regent.controller.actor;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.NodeSettings;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A node's place on its cell's network without voters or agents: for whoever plays the part of a
 * node. The other nodes cannot tell it from a {@link CellSystem}.
 */
public final class CellWire implements AutoCloseable {
  private final ActorSystem<Void> doors;
  private final RenewedSystem<ClusterHealth.Told> membership;
  private final Router router;

  private CellWire(Part part) {
    NodeSettings self = part.cell().node(part.self()).orElseThrow();
    this.doors =
        ActorSystem.create(
            guardian(part),
            part.cell().name(),
            speakingFrom(self, CellConfig.withoutVoters(part.cell(), self)));
    Peers peers = new Peers(part.cell(), part.self(), part.mayBegin(), part.reachable());
    this.membership =
        new RenewedSystem<>(() ->
            ActorSystem.create(
                ClusterHealth.create(peers),
                Peers.systemName(part.cell()),
                speakingFrom(self, CellConfig.ofMembership(part.cell(), self))));
    this.router = new ArteryRouter(doors, part.cell());
  }

  /**
   * Whose part is played.
   *
   * @param mayBegin whether it may begin an Akka cluster when it finds none
   * @param inbox takes what comes for its voters and agents, on any thread; must not block
   * @param reachable is told whom Akka takes for reachable
   */
  public record Part(
      CellSettings cell,
      NodeId self,
      BooleanSupplier mayBegin,
      Consumer<Envelope> inbox,
      Consumer<List<NodeId>> reachable) {}

  /** Listens at the addresses of that node. */
  public static CellWire open(Part part) {
    return new CellWire(part);
  }

  /** One machine may play several nodes, and the network tells them apart by their addresses. */
  private static Config speakingFrom(NodeSettings self, Config config) {
    return ConfigFactory.parseMap(
            Map.of("akka.remote.artery.advanced.tcp.outbound-client-hostname", self.host()))
        .withFallback(config);
  }

  private static Behavior<Void> guardian(Part part) {
    return Behaviors.setup(context -> {
      context.spawn(NodeDoor.create(part.self(), part.inbox()), NodeDoor.NAME);
      return Behaviors.empty();
    });
  }

  /** The way to the other nodes. */
  public Router router() {
    return router;
  }

  @Override
  public void close() {
    membership.close();
    doors.terminate();
  }
}
