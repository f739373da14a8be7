package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Times;
import dev.regent.simulation.scenario.Verb;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Link;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Volume;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.ByHand;
import dev.regent.simulation.world.postgres.Postgres;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Does to a cell under Regent what a step says. */
public final class Director {
  private static final String BY = "the scenario";

  private final World world;
  private final SortedMap<String, String> cast;
  private final Map<Verb, Consumer<Scene>> deeds = new EnumMap<>(Verb.class);

  /**
   * A director.
   *
   * @param cast which node a role's word stands for
   */
  public Director(World world, SortedMap<String, String> cast) {
    this.world = world;
    this.cast = cast;
    network();
    processes();
    people();
  }

  /** Does it now. */
  public void perform(Step step) {
    Consumer<Scene> deed = Objects.requireNonNull(deeds.get(step.verb()), step.verb().form());
    deed.accept(new Scene(step.places()));
  }

  /** What happens to cables, messages and opinions. */
  private void network() {
    deeds.put(Verb.ISOLATE, scene -> isolate(scene.node(0)));
    deeds.put(Verb.CUT, scene -> scene.oneWay(0, link -> link.cut(true)));
    deeds.put(Verb.CUT_BOTH, scene -> scene.bothWays(0, link -> link.cut(true)));
    deeds.put(Verb.CUT_CONTROL, scene -> scene.oneWay(0, link -> link.cutMessages(true)));
    deeds.put(Verb.CUT_CONTROL_BOTH, scene -> scene.bothWays(0, link -> link.cutMessages(true)));
    deeds.put(Verb.CUT_REPLICATION, scene -> scene.oneWay(0, link -> link.cutStreams(true)));
    deeds.put(Verb.CUT_REPLICATION_BOTH, scene -> scene.bothWays(0, link -> link.cutStreams(true)));
    deeds.put(Verb.RECONNECT, scene -> scene.oneWay(0, link -> link.cut(false)));
    deeds.put(Verb.RECONNECT_REPLICATION, scene -> scene.oneWay(0, link -> link.cutStreams(false)));
    deeds.put(Verb.LOSE, scene -> scene.oneWay(1, link -> link.losing(scene.percent())));
    deeds.put(Verb.LOSE_BOTH, scene -> scene.bothWays(1, link -> link.losing(scene.percent())));
    deeds.put(
        Verb.DELAY, scene -> scene.oneWay(1, link -> link.delaying(Nanos.MILLI, scene.nanos(0))));
    deeds.put(
        Verb.DELAY_BOTH,
        scene -> scene.bothWays(1, link -> link.delaying(Nanos.MILLI, scene.nanos(0))));
    deeds.put(Verb.DUPLICATE, scene -> scene.oneWay(1, link -> link.duplicating(scene.percent())));
    deeds.put(
        Verb.DUPLICATE_BOTH, scene -> scene.bothWays(1, link -> link.duplicating(scene.percent())));
    deeds.put(Verb.LATE, scene -> scene.oneWay(1, link -> link.late(scene.percent())));
    deeds.put(Verb.LATE_BOTH, scene -> scene.bothWays(1, link -> link.late(scene.percent())));
    deeds.put(Verb.MEND, scene -> scene.oneWay(0, Link::heal));
    deeds.put(Verb.MEND_BOTH, scene -> scene.bothWays(0, Link::heal));
    deeds.put(Verb.HEAL, scene -> heal());
    deeds.put(Verb.LOSE_ARP, scene -> world.segment().lose(scene.node(0)));
    deeds.put(Verb.MISLEAD, scene -> world.nodes().forEach(node -> node.hint(scene.nodes(0))));
    deeds.put(Verb.MISLEAD_ONE, scene -> scene.machine().hint(scene.nodes(1)));
  }

  /** What happens to machines, processes and disks. */
  private void processes() {
    deeds.put(Verb.POWER_OFF, scene -> scene.machine().powerOff());
    deeds.put(Verb.POWER_ON, scene -> scene.machine().start());
    deeds.put(Verb.FREEZE, scene -> scene.machine().freeze());
    deeds.put(Verb.WAKE, scene -> scene.machine().wake());
    deeds.put(Verb.KILL_DAEMON, scene -> scene.machine().killDaemon());
    deeds.put(Verb.START_DAEMON, scene -> scene.machine().startDaemon());
    deeds.put(Verb.FREEZE_DAEMON, scene -> scene.machine().freezeDaemon(true));
    deeds.put(Verb.WAKE_DAEMON, scene -> scene.machine().freezeDaemon(false));
    deeds.put(Verb.KILL_GUARD, scene -> scene.machine().killGuard(true));
    deeds.put(Verb.KILL_POSTMASTER, scene -> scene.server(server -> server.killPostmaster(false)));
    deeds.put(
        Verb.KILL_POSTMASTER_ONLY, scene -> scene.server(server -> server.killPostmaster(true)));
    deeds.put(Verb.STOP_DAEMON, scene -> scene.machine().stopDaemon());
    deeds.put(Verb.STOP_POSTGRES, scene -> scene.server(server -> new ByHand(server).stop()));
    deeds.put(Verb.START_POSTGRES, scene -> scene.byHand(ByHand::start));
    deeds.put(Verb.PROMOTE_BY_HAND, scene -> scene.byHand(ByHand::promote));
    deeds.put(Verb.PAUSE_REPLAY, scene -> scene.byHand(hand -> hand.holdReplay(true)));
    deeds.put(Verb.RESUME_REPLAY, scene -> scene.byHand(hand -> hand.holdReplay(false)));
    deeds.put(Verb.TAKE_CONNECTIONS, scene -> scene.byHand(hand -> hand.crowd(true)));
    deeds.put(Verb.FREE_CONNECTIONS, scene -> scene.byHand(hand -> hand.crowd(false)));
    deeds.put(Verb.CANCEL_COMMITS, scene -> scene.byHand(ByHand::cancelCommits));
    deeds.put(Verb.REMOVE_OLD_WAL, scene -> scene.byHand(ByHand::dropOldWal));
    deeds.put(Verb.STALL_DISK, scene -> scene.volumes(Volume::stall));
    deeds.put(Verb.STALL_DATA, scene -> scene.server(server -> server.volume().stall()));
    deeds.put(Verb.STALL_JOURNAL, scene -> scene.machine().disk().volume().stall());
    deeds.put(Verb.FILL_DISK, scene -> scene.volumes(Volume::fill));
    deeds.put(Verb.FILL_DATA, scene -> scene.server(server -> server.volume().fill()));
    deeds.put(Verb.FILL_JOURNAL, scene -> scene.machine().disk().volume().fill());
    deeds.put(Verb.MEND_DISK, scene -> scene.volumes(Volume::mend));
    deeds.put(Verb.HANG_POSTGRES, scene -> scene.machine().freezePostgres(true));
    deeds.put(Verb.WAKE_POSTGRES, scene -> scene.machine().freezePostgres(false));
    deeds.put(Verb.HANG_POSTMASTER, scene -> scene.server(server -> server.hangPostmaster(true)));
    deeds.put(Verb.WAKE_POSTMASTER, scene -> scene.server(server -> server.hangPostmaster(false)));
    deeds.put(Verb.SET_CLOCK_AHEAD, scene -> scene.machine().clock().jumpWall(scene.time(1)));
    deeds.put(
        Verb.SET_CLOCK_BACK, scene -> scene.machine().clock().jumpWall(scene.time(1).negated()));
  }

  /** What is lost, and what people order. */
  private void people() {
    deeds.put(Verb.LOSE_JOURNAL, scene -> scene.loseJournal());
    deeds.put(Verb.LOSE_DATA, scene -> scene.server(Postgres::loseDisk));
    deeds.put(Verb.FOREIGN_DATA, scene -> scene.byHand(ByHand::takeForeignData));
    deeds.put(Verb.REJOIN, scene -> scene.rejoin());
    deeds.put(
        Verb.REPLACE_MACHINE,
        scene -> scene.machine().replaceMachine("another than " + scene.node(0)));
    deeds.put(Verb.SWITCHOVER, scene -> ask(switchover(Optional.empty(), false)));
    deeds.put(Verb.SWITCHOVER_TO, scene -> ask(switchover(scene.target(0), false)));
    deeds.put(Verb.FAILOVER_TO, scene -> ask(new Command.Failover(scene.target(0), false, BY)));
    deeds.put(
        Verb.FAILOVER_ACCEPTING, scene -> ask(new Command.Failover(scene.target(0), true, BY)));
    deeds.put(Verb.CONFIRM_FENCED, scene -> ask(new Command.ConfirmFenced(scene.node(0), BY)));
    deeds.put(Verb.CONFIRM_GONE, scene -> ask(new Command.ConfirmVoterGone(scene.node(0), BY)));
    deeds.put(Verb.PAUSE, scene -> ask(new Command.Pause(BY)));
    deeds.put(Verb.RESUME, scene -> ask(new Command.Resume(BY)));
    deeds.put(
        Verb.ASK_SWITCHOVER, scene -> scene.machine().ask(switchover(Optional.empty(), false)));
    deeds.put(
        Verb.ASK_SWITCHOVER_TO, scene -> scene.machine().ask(switchover(scene.target(1), false)));
    deeds.put(
        Verb.ASK_SWITCHOVER_AT_ONCE,
        scene -> scene.machine().ask(switchover(Optional.empty(), true)));
    deeds.put(
        Verb.ASK_SWITCHOVER_TO_AT_ONCE,
        scene -> scene.machine().ask(switchover(scene.target(1), true)));
    deeds.put(
        Verb.ASK_FAILOVER,
        scene -> scene.machine().ask(new Command.Failover(Optional.empty(), false, BY)));
    deeds.put(
        Verb.ASK_FAILOVER_TO,
        scene -> scene.machine().ask(new Command.Failover(scene.target(1), false, BY)));
    deeds.put(Verb.ASK_PAUSE, scene -> scene.machine().ask(new Command.Pause(BY)));
    deeds.put(Verb.ASK_RESUME, scene -> scene.machine().ask(new Command.Resume(BY)));
  }

  private static Command switchover(Optional<NodeId> target, boolean atOnce) {
    return new Command.Switchover(target, atOnce, BY);
  }

  private void isolate(NodeId node) {
    for (Node other : world.nodes()) {
      if (!other.id().equals(node)) {
        world.sim().network().link(node, other.id()).cut(true);
        world.sim().network().link(other.id(), node).cut(true);
      }
    }
  }

  private void heal() {
    world.sim().network().heal();
    world.segment().heal();
  }

  /** With nobody to ask, an operator sees that and goes away. */
  private void ask(Command command) {
    world.leader().ifPresent(leader -> leader.ask(command));
  }

  private NodeId node(String word) {
    return new NodeId(cast.getOrDefault(word, word));
  }

  /** What stands in the places of one step. */
  private final class Scene {
    private final List<String> places;

    private Scene(List<String> places) {
      this.places = places;
    }

    private NodeId node(int place) {
      return Director.this.node(places.get(place));
    }

    private Optional<NodeId> target(int place) {
      return Optional.of(node(place));
    }

    private List<NodeId> nodes(int place) {
      String words = places.get(place);
      return words.equals("nobody")
          ? List.of()
          : Stream.of(words.split("/")).map(Director.this::node).toList();
    }

    private void loseJournal() {
      machine().powerOff();
      machine().disk().loseJournal();
    }

    /** An operator takes a node out and in again, with nothing in its data directory. */
    private void rejoin() {
      machine().stopDaemon();
      server(Postgres::loseDisk);
      machine().startDaemon();
    }

    private void byHand(Consumer<ByHand> what) {
      server(server -> what.accept(new ByHand(server)));
    }

    private void volumes(Consumer<Volume> what) {
      what.accept(machine().disk().volume());
      server(server -> what.accept(server.volume()));
    }

    private Node machine() {
      return world.node(node(0));
    }

    private void server(Consumer<Postgres> what) {
      machine().postgres().ifPresent(what);
    }

    private void oneWay(int first, Consumer<Link> what) {
      what.accept(world.sim().network().link(node(first), node(first + 1)));
    }

    private void bothWays(int first, Consumer<Link> what) {
      oneWay(first, what);
      what.accept(world.sim().network().link(node(first + 1), node(first)));
    }

    private int percent() {
      return Integer.parseInt(places.getFirst().replace("%", ""));
    }

    private Duration time(int place) {
      return Times.parse(places.get(place)).orElseThrow();
    }

    private long nanos(int place) {
      return Math.max(Nanos.MILLI, Nanos.of(time(place)));
    }
  }
}
