package dev.regent.simulation.world;

import dev.regent.config.settings.DatabaseSettings;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.base.SplitMix;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.node.Segment;
import dev.regent.simulation.world.node.VoterHost;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A cell in virtual time. */
public final class World {
  private static final long LARGEST_RATE_PPM = 20_000;
  private static final long LARGEST_OFFSET = 100_000_000_000_000L;

  private final WorldSettings settings;
  private final Sim sim;
  private final Probes probes = new Probes();
  private final Mail mail = new Mail(envelope -> node(envelope.to()).receive(envelope));
  private final Clients clients;
  private final Segment segment;
  private final SortedMap<NodeId, Node> nodes = new TreeMap<>();
  private final SortedMap<NodeId, Postgres> servers = new TreeMap<>();
  private final List<Node> allNodes;
  private final List<Postgres> allServers;

  public World(WorldSettings settings) {
    this.settings = settings;
    this.sim = Sim.of(new Agenda(), new SplitMix(settings.seed()), probes);
    this.segment = new Segment(sim.agenda(), sim.network());
    this.clients = new Clients(sim, settings.writesEach());
    settings
        .dataNodes()
        .forEach(id ->
            servers.put(
                id, new Postgres(id, sim, other -> Optional.ofNullable(servers.get(other)))));
    settings.voters().forEach(id -> nodes.put(id, build(id)));
    this.allNodes = List.copyOf(nodes.values());
    this.allServers = List.copyOf(servers.values());
  }

  private Node build(NodeId id) {
    DatabaseSettings database = settings.database();
    VoterSetup setup =
        new VoterSetup(
            id,
            database,
            settings.profile().lease(),
            settings.profile().election(),
            database.votersInOrder(),
            "settings",
            "machine-" + id);
    return new Node(
        new Node.Identity(sim, clock(), setup, settings.fidelity(), segment),
        Optional.ofNullable(servers.get(id)),
        this::carry);
  }

  private NodeClock clock() {
    long offset = sim.random().between(1_000_000_000L, LARGEST_OFFSET);
    long rate = sim.random().between(-LARGEST_RATE_PPM, LARGEST_RATE_PPM);
    return new NodeClock(sim.agenda(), offset, settings.clocksDiffer() ? rate : 0);
  }

  private void carry(Envelope envelope) {
    sim.probe().sent(envelope);
    if (!mail.keeps(envelope)) {
      sim.network()
          .send(envelope.from(), envelope.to(), () -> node(envelope.to()).receive(envelope));
    }
  }

  /** For scripts that hold messages back, and let them go when it hurts most. */
  public Mail mail() {
    return mail;
  }

  /** Power on everywhere, and the clients begin. */
  public void start() {
    allNodes.forEach(Node::start);
    clients.start(allServers);
  }

  public void watch(Probe probe) {
    probes.add(probe);
  }

  /** Lets everything happen that is due in this time. */
  public void run(long nanos) {
    long until = sim.now() + nanos;
    while (step(until)) {
      // Each event is checked on its own.
    }
  }

  /** Lets one event happen; false when none is due by then. */
  public boolean step(long until) {
    boolean happened = sim.agenda().step(until);
    if (happened) {
      probes.happened();
    }
    return happened;
  }

  public WorldSettings settings() {
    return settings;
  }

  /** What the machines and their clients are connected to. */
  public Segment segment() {
    return segment;
  }

  public Sim sim() {
    return sim;
  }

  public long now() {
    return sim.now();
  }

  public Node node(NodeId id) {
    return Objects.requireNonNull(nodes.get(id), "no such node");
  }

  /** All machines, in the order of their names. */
  public List<Node> nodes() {
    return allNodes;
  }

  public Postgres server(NodeId id) {
    return Objects.requireNonNull(servers.get(id), "no such data node");
  }

  /** PostgreSQL on each data node, in the order of their names. */
  public List<Postgres> servers() {
    return allServers;
  }

  /** Who leads the ledger by its own opinion; with several, the one of the highest term. */
  public Optional<Node> leader() {
    return nodes.values().stream()
        .filter(node -> state(node).filter(VoterState::isLeading).isPresent())
        .max((one, other) -> promised(one).compareTo(promised(other)));
  }

  private static Term promised(Node node) {
    return state(node).orElseThrow().replica().promised();
  }

  private static Optional<VoterState> state(Node node) {
    return node.voter().flatMap(VoterHost::state);
  }

  /** The leader's own accepted state, or the highest that anybody has. */
  public Optional<DatabaseState> database() {
    return nodes.values().stream()
        .flatMap(node -> state(node).stream())
        .flatMap(state -> state.replica().accepted().stream())
        .max((one, other) -> one.revision().compareTo(other.revision()))
        .map(entry -> entry.state());
  }

  public int acknowledged() {
    return clients.acknowledged();
  }

  public long lastAcknowledged() {
    return clients.lastAcknowledged();
  }
}
