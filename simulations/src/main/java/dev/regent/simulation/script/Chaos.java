package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Verb;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.SplitMix;
import dev.regent.simulation.world.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Trouble by chance: a random subset of the kinds of faults, each at random moments and for random
 * times. Its chance is its own, so that the same seed brings the same trouble to a changed core.
 */
public final class Chaos {
  private final World world;
  private final SplitMix random;
  private final Director director;
  private final List<Step> steps = new ArrayList<>();
  private final List<Fault> kinds;
  private boolean over;
  private boolean journalLost;

  public Chaos(World world, SplitMix random) {
    this.world = world;
    this.random = random;
    this.director = new Director(world, new TreeMap<>());
    this.kinds = swarm();
  }

  /** Of these kinds only. */
  Chaos(World world, SplitMix random, List<Fault> kinds) {
    this.world = world;
    this.random = random;
    this.director = new Director(world, new TreeMap<>());
    this.kinds = List.copyOf(kinds);
  }

  private List<Fault> swarm() {
    EnumSet<Fault> some = EnumSet.noneOf(Fault.class);
    int share = (int) random.between(10, 60);
    for (Fault fault : Fault.values()) {
      if (random.percent(share)) {
        some.add(fault);
      }
    }
    return some.isEmpty() ? List.of(Fault.POWER) : List.copyOf(some);
  }

  public List<Fault> kinds() {
    return kinds;
  }

  /** What it did, so that it can be done again without it. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The first fault comes within seconds, maybe before there is a formation. */
  public void begin() {
    next(random.between(Nanos.MILLI, 12 * Nanos.SECOND));
  }

  /** One more fault, now; none once the trouble is over. */
  Optional<Fault> strike() {
    if (over) {
      return Optional.empty();
    }
    Fault fault = random.oneOf(kinds);
    strike(fault);
    return Optional.of(fault);
  }

  private void next(long delay) {
    world
        .sim()
        .agenda()
        .after(
            delay,
            () -> {
              if (!over) {
                strike(random.oneOf(kinds));
                next(random.between(50 * Nanos.MILLI, 9 * Nanos.SECOND));
              }
            });
  }

  private void strike(Fault fault) {
    Node node = random.oneOf(world.nodes());
    if (node.isFrozen()) {
      return;
    }
    world.sim().trace().news("chaos", fault.name(), node.id());
    switch (fault) {
      case ISOLATE -> others(node).forEach(other -> cutBoth(node.id(), other));
      case CUT_PAIR -> cutBoth(node.id(), random.oneOf(others(node)));
      case CUT_ONE_WAY -> cutForAWhile(node.id(), random.oneOf(others(node)));
      case BAD_LINKS -> spoil(link -> link.percent(Verb.LOSE, 40).percent(Verb.DUPLICATE, 30));
      case LATE_MESSAGES -> spoil(link -> link.percent(Verb.LATE, 10));
      case SLOW_LINKS -> spoil(Spoiling::slow);
      case FREEZE_NODE -> untilHealed(node, Verb.FREEZE, Verb.WAKE);
      case FREEZE_DAEMON -> untilHealed(node, Verb.FREEZE_DAEMON, Verb.WAKE_DAEMON);
      case FREEZE_POSTGRES -> untilHealed(node, Verb.HANG_POSTGRES, Verb.WAKE_POSTGRES);
      case HANG_POSTMASTER -> hangPostmaster(node);
      case CUT_REPLICATION -> cutReplication();
      case POWER -> untilHealed(node, Verb.POWER_OFF, Verb.POWER_ON);
      case KILL_DAEMON -> untilHealed(node, Verb.KILL_DAEMON, Verb.START_DAEMON);
      case KILL_GUARD -> killGuard(node);
      case KILL_POSTMASTER -> node.postgres().ifPresent(_ -> killPostmaster(node));
      case WALL_CLOCK -> setClock(node);
      case WRONG_HINTS ->
          world.nodes().forEach(each -> act(Verb.MISLEAD_ONE, each.id().name(), text(someNodes())));
      case SWITCHOVER -> switchover(node);
      case FAILOVER -> failover(node);
      case PAUSE -> untilHealed(node, Verb.ASK_PAUSE, Verb.ASK_RESUME);
      case LOSE_JOURNAL -> loseJournal(node);
    }
  }

  private void act(Verb verb, String... places) {
    Step step = new Step(Duration.ofNanos(world.now()), verb, List.of(places));
    steps.add(step);
    director.perform(step);
  }

  private void untilHealed(Node node, Verb harm, Verb mend) {
    act(harm, node.id().name());
    heal(() -> act(mend, node.id().name()));
  }

  /**
   * Not where something of PostgreSQL hears no signal: nothing ends a server that hangs, or a
   * backend that outlived its postmaster, without its guard until the next daemon comes. H5 alone
   * covers that.
   */
  private void killGuard(Node node) {
    boolean hears =
        node.postgres().filter(own -> own.isHung() || own.orphanLife().isPresent()).isEmpty();
    if (hears) {
      untilHealed(node, Verb.KILL_GUARD, Verb.START_DAEMON);
    }
  }

  /** Nor the other way round: the signal of a guard that just died is not there at once. */
  private void hangPostmaster(Node node) {
    if (node.postgres().isPresent() && node.guard().isPresent()) {
      untilHealed(node, Verb.HANG_POSTMASTER, Verb.WAKE_POSTMASTER);
    }
  }

  private void killPostmaster(Node node) {
    boolean leavesOrphan = random.percent(50) && node.guard().isPresent();
    act(leavesOrphan ? Verb.KILL_POSTMASTER_ONLY : Verb.KILL_POSTMASTER, node.id().name());
  }

  private void setClock(Node node) {
    long by = random.between(-100_000, 100_000);
    Verb verb = by < 0 ? Verb.SET_CLOCK_BACK : Verb.SET_CLOCK_AHEAD;
    act(verb, node.id().name(), Math.abs(by) + "ms");
  }

  private void switchover(Node node) {
    Optional<String> target = someServer();
    boolean atOnce = random.percent(50);
    target.ifPresentOrElse(
        to ->
            act(
                atOnce ? Verb.ASK_SWITCHOVER_TO_AT_ONCE : Verb.ASK_SWITCHOVER_TO,
                node.id().name(),
                to),
        () -> act(atOnce ? Verb.ASK_SWITCHOVER_AT_ONCE : Verb.ASK_SWITCHOVER, node.id().name()));
  }

  private void failover(Node node) {
    someServer()
        .ifPresentOrElse(
            to -> act(Verb.ASK_FAILOVER_TO, node.id().name(), to),
            () -> act(Verb.ASK_FAILOVER, node.id().name()));
  }

  private void cutReplication() {
    String from = random.oneOf(world.servers()).node().name();
    String to = random.oneOf(world.servers()).node().name();
    act(Verb.CUT_REPLICATION, from, to);
    heal(() -> act(Verb.RECONNECT_REPLICATION, from, to));
  }

  /** Only one voter ever, and not before there is a formation: what is lost twice is lost. */
  private void loseJournal(Node node) {
    boolean formed = world.nodes().stream().allMatch(each -> each.disk().recovered().isFormed());
    if (!journalLost && formed) {
      journalLost = true;
      untilHealed(node, Verb.LOSE_JOURNAL, Verb.POWER_ON);
    }
  }

  private List<NodeId> others(Node node) {
    return world.nodes().stream().filter(each -> !each.equals(node)).map(Node::id).toList();
  }

  private List<NodeId> someNodes() {
    return world.nodes().stream().map(Node::id).filter(id -> random.percent(50)).toList();
  }

  private static String text(List<NodeId> nodes) {
    return nodes.isEmpty()
        ? "nobody"
        : nodes.stream().map(NodeId::name).collect(Collectors.joining("/"));
  }

  private Optional<String> someServer() {
    return random.percent(50)
        ? Optional.empty()
        : Optional.of(random.oneOf(world.servers()).node().name());
  }

  private void cutBoth(NodeId one, NodeId other) {
    cutForAWhile(one, other);
    cutForAWhile(other, one);
  }

  private void cutForAWhile(NodeId from, NodeId to) {
    act(Verb.CUT, from.name(), to.name());
    heal(() -> act(Verb.RECONNECT, from.name(), to.name()));
  }

  private void spoil(Consumer<Spoiling> how) {
    List<Spoiling> spoilt = new ArrayList<>();
    for (Node from : world.nodes()) {
      for (NodeId to : others(from)) {
        if (random.percent(60)) {
          Spoiling link = new Spoiling(from.id().name(), to.name());
          how.accept(link);
          spoilt.add(link);
        }
      }
    }
    heal(() -> spoilt.forEach(Spoiling::mend));
  }

  /** One direction between two nodes, made worse. */
  private final class Spoiling {
    private final String from;
    private final String to;

    private Spoiling(String from, String to) {
      this.from = from;
      this.to = to;
    }

    private Spoiling percent(Verb verb, int most) {
      act(verb, String.valueOf(random.between(0, most)), from, to);
      return this;
    }

    private void slow() {
      act(Verb.DELAY, random.between(10, 800) + "ms", from, to);
    }

    private void mend() {
      act(Verb.MEND, from, to);
    }
  }

  private void heal(Runnable healing) {
    long time =
        random.percent(50)
            ? random.between(20 * Nanos.MILLI, 3 * Nanos.SECOND)
            : random.between(Nanos.SECOND, 20 * Nanos.SECOND);
    world
        .sim()
        .agenda()
        .after(
            time,
            () -> {
              if (!over) {
                healing.run();
              }
            });
  }

  /** The end of all trouble: everything is on, awake, connected and not paused. */
  public void end() {
    over = true;
    world.sim().trace().news("chaos", "ends", kinds);
    Mending.mend(world);
  }
}
