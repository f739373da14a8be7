package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.checks.Checks;
import dev.regent.simulation.checks.OneLine;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A world as a script talks of it: {@code cluster.isolate(primary).forLonger(thanLease)}.
 *
 * <p>Every invariant is checked after every event. What fails, fails with the last of what
 * happened.
 */
public final class Cluster {
  private static final Duration SETTLING = Duration.ofSeconds(90);
  private static final Duration STEP = Duration.ofMillis(20);
  private static final int LINES = 60;

  private final World world;
  private final Checks checks;

  private Cluster(WorldSettings settings) {
    this.world = new World(settings);
    this.checks = Checks.over(world);
  }

  /** A cell that was just switched on. */
  public static Cluster of(WorldSettings settings) {
    Cluster cluster = new Cluster(settings);
    cluster.world.start();
    return cluster;
  }

  /** A cell at rest: one primary, every standby redundant. */
  public static Cluster settled(WorldSettings settings) {
    return of(settings).settle();
  }

  public World world() {
    return world;
  }

  /** What was committed. */
  public OneLine ledger() {
    return checks.ledger();
  }

  /** How many acknowledged rows were given up, where the mode or a person allowed it. */
  public int lost() {
    return checks.rows().lost();
  }

  /** I2 at this moment: whoever is primary now has every acknowledged row. */
  public void requireNothingLost() {
    try {
      checks.rows().atTheEnd();
    } catch (Probe.Violation broken) {
      throw failure(broken.toString(), broken);
    }
  }

  /** Waits until all is well (I8), and then a little longer. */
  public Cluster settle() {
    until("converged", SETTLING, () -> Convergence.missing(world).isEmpty());
    runFor(Duration.ofSeconds(2));
    until("converged", SETTLING, () -> Convergence.missing(world).isEmpty());
    checks.rows().atTheEnd();
    return this;
  }

  /** Virtual time goes by. */
  public Cluster runFor(Duration time) {
    try {
      world.run(Nanos.of(time));
    } catch (RuntimeException broken) {
      throw failure(broken.toString(), broken);
    }
    return this;
  }

  /** Half as long again as this. */
  public Cluster forLonger(Duration than) {
    return runFor(than.multipliedBy(3).dividedBy(2));
  }

  public Duration thanLease() {
    return world.settings().profile().lease().ttl();
  }

  public Duration thanElection() {
    return world.settings().profile().election().electionTimeout();
  }

  /** Time goes by until something is so; it fails if it is not within the bound. */
  public Cluster until(String what, Duration bound, BooleanSupplier isSo) {
    long end = world.now() + Nanos.of(bound);
    while (!isSo.getAsBoolean()) {
      if (world.now() >= end) {
        throw failure(
            "not within %s: %s; missing %s".formatted(bound, what, Convergence.missing(world)),
            new IllegalStateException(what));
      }
      runFor(STEP);
    }
    return this;
  }

  private AssertionError failure(String what, RuntimeException cause) {
    return new AssertionError(
        "seed %d at %s: %s%n%s"
            .formatted(
                world.settings().seed(),
                Nanos.text(world.now()),
                what,
                world.sim().trace().text(LINES)),
        cause);
  }

  /** Whom the ledger names as holder, or promoted last. */
  public Optional<NodeId> holder() {
    return state()
        .phase()
        .lastHolder()
        .map(session -> session.node())
        .or(() -> state().lastPromoted().map(last -> last.node()));
  }

  public NodeId primary() {
    return holder().orElseThrow();
  }

  /** The first data node that is not the primary. */
  public NodeId standby() {
    return standbys().getFirst();
  }

  public List<NodeId> standbys() {
    NodeId primary = primary();
    return world.servers().stream()
        .map(Postgres::node)
        .filter(node -> !node.equals(primary))
        .toList();
  }

  /** The node that leads the ledger. */
  public NodeId leader() {
    return world.leader().orElseThrow().id();
  }

  public DatabaseState state() {
    return world.database().orElseThrow();
  }

  public Node node(NodeId id) {
    return world.node(id);
  }

  /** Committed events, in order. */
  public List<LedgerEvent> events() {
    return checks.ledger().all().stream().map(Entry::event).toList();
  }

  /** How many events of this kind were committed. */
  public long count(Class<? extends LedgerEvent> kind) {
    return events().stream().filter(kind::isInstance).count();
  }

  public boolean isServing(NodeId node) {
    return world.server(node).isOpenPrimary()
        && state().phase() instanceof Phase.Primary primary
        && primary.holder().node().equals(node);
  }

  /** A primary commits again within the bound (I9); returns which. */
  public NodeId expectService(Duration bound) {
    int before = world.acknowledged();
    until("writes are acknowledged", bound, () -> world.acknowledged() > before + 2);
    return primary();
  }

  public Cluster expectPrimary(NodeId node, Duration bound) {
    return until(node + " is primary", bound, () -> isServing(node));
  }

  /** Somebody else commits within the bound. */
  public NodeId expectPrimaryOtherThan(NodeId old, Duration bound) {
    until(
        "a primary other than " + old,
        bound,
        () -> holder().filter(now -> !now.equals(old) && isServing(now)).isPresent());
    return primary();
  }

  /** A machine loses power. */
  public Cluster powerOff(NodeId node) {
    world.node(node).powerOff();
    return this;
  }

  public Cluster powerOn(NodeId node) {
    world.node(node).start();
    return this;
  }

  public Cluster freeze(NodeId node) {
    world.node(node).freeze();
    return this;
  }

  public Cluster wake(NodeId node) {
    world.node(node).wake();
    return this;
  }

  public Cluster killPostmaster(NodeId node, boolean leavesOrphan) {
    world.server(node).killPostmaster(leavesOrphan);
    return this;
  }

  public Cluster killDaemon(NodeId node) {
    world.node(node).killDaemon();
    return this;
  }

  public Cluster startDaemon(NodeId node) {
    world.node(node).startDaemon();
    return this;
  }

  /** The daemon dies with its guard, and PostgreSQL with them. */
  public Cluster killGuard(NodeId node) {
    world.node(node).killGuard(true);
    return this;
  }

  /** One direction is cut. */
  public Cluster cut(NodeId from, NodeId to) {
    world.sim().network().link(from, to).cut(true);
    return this;
  }

  public Cluster cutBoth(NodeId one, NodeId other) {
    return cut(one, other).cut(other, one);
  }

  /** Cut off from everybody. */
  public Cluster isolate(NodeId node) {
    world.nodes().stream()
        .map(Node::id)
        .filter(other -> !other.equals(node))
        .forEach(other -> cutBoth(node, other));
    return this;
  }

  /** Nodes of different groups do not reach each other. */
  public Cluster partition(List<List<NodeId>> groups) {
    for (List<NodeId> group : groups) {
      for (List<NodeId> other : groups) {
        if (!group.equals(other)) {
          group.forEach(one -> other.forEach(two -> cut(one, two)));
        }
      }
    }
    return this;
  }

  public Cluster heal() {
    world.sim().network().heal();
    return this;
  }

  /** An operator at the leader. */
  public Cluster ask(Command command) {
    world.leader().orElseThrow().ask(command);
    return this;
  }

  /** Loses the voter's journal while the machine is off. */
  public Cluster loseJournal(NodeId node) {
    world.node(node).powerOff();
    world.node(node).disk().loseJournal();
    return this;
  }
}
