package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Link;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.SplitMix;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trouble by chance: a random subset of the kinds of faults, each at random moments and for random
 * times. Its chance is its own, so that the same seed brings the same trouble to a changed core.
 */
public final class Chaos {
  private static final String BY = "chaos";

  private final World world;
  private final SplitMix random;
  private final List<Fault> kinds;
  private boolean over;
  private boolean journalLost;

  public Chaos(World world, SplitMix random) {
    this.world = world;
    this.random = random;
    this.kinds = swarm();
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

  /** The first fault comes within seconds, maybe before there is a formation. */
  public void begin() {
    next(random.between(Nanos.MILLI, 12 * Nanos.SECOND));
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
      case BAD_LINKS -> spoil(link -> link.losing(chance(40)).duplicating(chance(30)));
      case LATE_MESSAGES -> spoil(link -> link.late(chance(10)));
      case SLOW_LINKS -> spoil(this::slow);
      case FREEZE_NODE -> untilHealed(node::freeze, node::wake);
      case FREEZE_DAEMON ->
          untilHealed(() -> node.freezeDaemon(true), () -> node.freezeDaemon(false));
      case FREEZE_POSTGRES ->
          untilHealed(() -> node.freezePostgres(true), () -> node.freezePostgres(false));
      case HANG_POSTMASTER -> node.postgres().ifPresent(this::hang);
      case CUT_REPLICATION -> cutReplication();
      case POWER -> untilHealed(node::powerOff, node::start);
      case KILL_DAEMON -> untilHealed(node::killDaemon, node::startDaemon);
      case KILL_GUARD -> killGuard(node);
      case KILL_POSTMASTER ->
          node.postgres().ifPresent(server -> server.killPostmaster(random.percent(50)));
      case WALL_CLOCK ->
          node.clock().jumpWall(Duration.ofMillis(random.between(-100_000, 100_000)));
      case WRONG_HINTS -> world.nodes().forEach(each -> each.hint(someNodes()));
      case SWITCHOVER -> node.ask(new Command.Switchover(someServer(), random.percent(50), BY));
      case FAILOVER -> node.ask(new Command.Failover(someServer(), false, BY));
      case PAUSE ->
          untilHealed(
              () -> node.ask(new Command.Pause(BY)), () -> node.ask(new Command.Resume(BY)));
      case LOSE_JOURNAL -> loseJournal(node);
    }
  }

  private void untilHealed(Runnable harm, Runnable mend) {
    harm.run();
    heal(mend);
  }

  /**
   * Not where PostgreSQL hears no signal: nothing ends a server that hangs without its guard, until
   * the next daemon comes. H5 alone covers that.
   */
  private void killGuard(Node node) {
    boolean hears = node.postgres().filter(Postgres::isHung).isEmpty();
    if (hears) {
      node.killGuard(true);
      heal(node::startDaemon);
    }
  }

  private void hang(Postgres server) {
    server.hangPostmaster(true);
    heal(() -> server.hangPostmaster(false));
  }

  private void cutReplication() {
    NodeId from = random.oneOf(world.servers()).node();
    NodeId to = random.oneOf(world.servers()).node();
    Link link = world.sim().network().link(from, to);
    link.cutStreams(true);
    heal(() -> link.cutStreams(false));
  }

  private void slow(Link link) {
    link.delaying(Nanos.MILLI, random.between(10, 800) * Nanos.MILLI);
  }

  /** Only one voter ever, and not before there is a formation: what is lost twice is lost. */
  private void loseJournal(Node node) {
    boolean formed = world.nodes().stream().allMatch(each -> each.disk().recovered().isFormed());
    if (!journalLost && formed) {
      journalLost = true;
      node.powerOff();
      node.disk().loseJournal();
      heal(node::start);
    }
  }

  private List<NodeId> others(Node node) {
    return world.nodes().stream().filter(each -> !each.equals(node)).map(Node::id).toList();
  }

  private List<NodeId> someNodes() {
    return world.nodes().stream().map(Node::id).filter(id -> random.percent(50)).toList();
  }

  private Optional<NodeId> someServer() {
    return random.percent(50)
        ? Optional.empty()
        : Optional.of(random.oneOf(world.servers()).node());
  }

  private void cutBoth(NodeId one, NodeId other) {
    cutForAWhile(one, other);
    cutForAWhile(other, one);
  }

  private void cutForAWhile(NodeId from, NodeId to) {
    Link link = world.sim().network().link(from, to);
    link.cut(true);
    heal(() -> link.cut(false));
  }

  private void spoil(Consumer<Link> how) {
    List<Link> spoilt = new ArrayList<>();
    for (Node from : world.nodes()) {
      for (NodeId to : others(from)) {
        if (random.percent(60)) {
          Link link = world.sim().network().link(from.id(), to);
          how.accept(link);
          spoilt.add(link);
        }
      }
    }
    heal(() -> spoilt.forEach(Link::heal));
  }

  private int chance(int most) {
    return (int) random.between(0, most);
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
    world.sim().network().heal();
    for (Node node : world.nodes()) {
      node.wake();
      node.postgres().ifPresent(Postgres::wake);
      if (node.isPowered()) {
        node.startDaemon();
      } else {
        node.start();
      }
    }
    resume();
  }

  /** An operator who insists. */
  private void resume() {
    world
        .sim()
        .agenda()
        .after(
            2 * Nanos.SECOND,
            () -> {
              boolean paused =
                  world
                      .database()
                      .filter(state -> state.phase() instanceof Phase.Paused)
                      .isPresent();
              if (paused) {
                world.leader().ifPresent(leader -> leader.ask(new Command.Resume(BY)));
              }
              resume();
            });
  }
}
