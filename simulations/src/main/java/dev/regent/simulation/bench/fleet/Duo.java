package dev.regent.simulation.bench.fleet;

import dev.regent.config.load.LoadResult;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.node.Fidelity;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.node.Segment;
import dev.regent.simulation.world.node.VoterHost;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The two simulated data nodes of one database. */
final class Duo {
  private static final NodeId PREFERRED = new NodeId(FleetFiles.PREFERRED);
  private static final NodeId OTHER = new NodeId(FleetFiles.OTHER);

  private final SortedMap<NodeId, Node> nodes = new TreeMap<>();
  private final SortedMap<NodeId, Postgres> servers = new TreeMap<>();
  private final Sim sim;
  private boolean writing;
  private OptionalLong wrote = OptionalLong.empty();

  /**
   * Builds them, off.
   *
   * @param settings of the cell, whose hash every voter compares
   * @param network takes what one of them sends
   */
  Duo(Sim sim, LoadResult.Loaded settings, DatabaseSettings database, Consumer<Envelope> network) {
    this.sim = sim;
    CellSettings cell = settings.cell();
    Segment segment = new Segment(sim.agenda(), sim.network());
    for (NodeId id : List.of(PREFERRED, OTHER)) {
      servers.put(id, new Postgres(id, sim, other -> Optional.ofNullable(servers.get(other))));
    }
    servers.forEach((id, server) -> {
      VoterSetup setup =
          new VoterSetup(
              id,
              database,
              cell.lease(),
              cell.election(),
              database.votersInOrder(),
              settings.settingsHash(),
              "simulated-" + id);
      NodeClock clock = new NodeClock(sim.agenda(), 1, 0);
      Node.Identity identity =
          new Node.Identity(sim, clock, setup, Fidelity.CORE_ON_CALM_DISKS, segment);
      nodes.put(id, new Node(identity, Optional.of(server), network));
    });
  }

  private Node node(NodeId id) {
    return Objects.requireNonNull(nodes.get(id), "no such node");
  }

  private Postgres server(NodeId id) {
    return Objects.requireNonNull(servers.get(id), "no such server");
  }

  void start() {
    nodes.values().forEach(Node::start);
  }

  void receive(Envelope envelope) {
    node(envelope.to()).receive(envelope);
  }

  void hint(NodeId node, List<NodeId> reachable) {
    node(node).hint(reachable);
  }

  /** Whether a voter here may begin an Akka cluster: of a ledger that is formed, the leader. */
  boolean isLeading(NodeId node) {
    return node(node).voter().flatMap(VoterHost::state).filter(VoterState::isLeading).isPresent();
  }

  /** The preferred node is primary, and its writes wait for the other one. */
  boolean isReady() {
    return server(PREFERRED).isOpenPrimary()
        && state()
            .filter(state -> state.phase() instanceof Phase.Primary)
            .filter(state -> !state.sync().isAlone() && state.plan().isEmpty())
            .isPresent();
  }

  private Optional<DatabaseState> state() {
    return node(PREFERRED).voter().flatMap(VoterHost::state).flatMap(it -> it.replica().state());
  }

  /** The preferred node's machine loses power. */
  void strike() {
    node(PREFERRED).powerOff();
  }

  /** A client of the other node tries to write, unless it has, or waits for an answer. */
  void tryToWrite() {
    if (!writing && wrote.isEmpty()) {
      writing = server(OTHER).write(sim.nextRow(), row -> wrote = OptionalLong.of(sim.now()));
    }
  }

  /** When the other node acknowledged its first write. */
  OptionalLong wrote() {
    return wrote;
  }
}
