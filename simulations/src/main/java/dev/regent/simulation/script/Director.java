package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Times;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Link;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Volume;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.ByHand;
import dev.regent.simulation.world.postgres.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Does to a cell under Regent what a step says. */
public final class Director {
  private static final String BY = "the scenario";

  private final World world;
  private final SortedMap<String, String> cast;

  /**
   * A director.
   *
   * @param cast which node a role's word stands for
   */
  public Director(World world, SortedMap<String, String> cast) {
    this.world = world;
    this.cast = cast;
  }

  /** Does it now. */
  public void perform(Step step) {
    Scene scene = new Scene(step.places());
    switch (step.verb()) {
      case ISOLATE -> isolate(scene.node(0));
      case CUT -> scene.oneWay(0, link -> link.cut(true));
      case CUT_BOTH -> scene.bothWays(0, link -> link.cut(true));
      case CUT_CONTROL -> scene.oneWay(0, link -> link.cutMessages(true));
      case CUT_CONTROL_BOTH -> scene.bothWays(0, link -> link.cutMessages(true));
      case CUT_REPLICATION -> scene.oneWay(0, link -> link.cutStreams(true));
      case CUT_REPLICATION_BOTH -> scene.bothWays(0, link -> link.cutStreams(true));
      case RECONNECT -> scene.oneWay(0, link -> link.cut(false));
      case RECONNECT_REPLICATION -> scene.oneWay(0, link -> link.cutStreams(false));
      case LOSE -> scene.oneWay(1, link -> link.losing(scene.percent()));
      case LOSE_BOTH -> scene.bothWays(1, link -> link.losing(scene.percent()));
      case DELAY -> scene.oneWay(1, link -> link.delaying(Nanos.MILLI, scene.nanos(0)));
      case DELAY_BOTH -> scene.bothWays(1, link -> link.delaying(Nanos.MILLI, scene.nanos(0)));
      case DUPLICATE -> scene.oneWay(1, link -> link.duplicating(scene.percent()));
      case DUPLICATE_BOTH -> scene.bothWays(1, link -> link.duplicating(scene.percent()));
      case LATE -> scene.oneWay(1, link -> link.late(scene.percent()));
      case LATE_BOTH -> scene.bothWays(1, link -> link.late(scene.percent()));
      case MEND -> scene.oneWay(0, Link::heal);
      case MEND_BOTH -> scene.bothWays(0, Link::heal);
      case HEAL -> heal();
      case LOSE_ARP -> world.segment().lose(scene.node(0));
      case MISLEAD -> world.nodes().forEach(node -> node.hint(scene.nodes(0)));
      case MISLEAD_ONE -> scene.machine().hint(scene.nodes(1));
      case POWER_OFF -> scene.machine().powerOff();
      case POWER_ON -> scene.machine().start();
      case FREEZE -> scene.machine().freeze();
      case WAKE -> scene.machine().wake();
      case KILL_DAEMON -> scene.machine().killDaemon();
      case START_DAEMON -> scene.machine().startDaemon();
      case FREEZE_DAEMON -> scene.machine().freezeDaemon(true);
      case WAKE_DAEMON -> scene.machine().freezeDaemon(false);
      case KILL_GUARD -> scene.machine().killGuard(true);
      case KILL_POSTMASTER -> scene.server(server -> server.killPostmaster(false));
      case KILL_POSTMASTER_ONLY -> scene.server(server -> server.killPostmaster(true));
      case STOP_DAEMON -> scene.machine().stopDaemon();
      case STOP_POSTGRES -> scene.server(server -> new ByHand(server).stop());
      case START_POSTGRES -> scene.byHand(ByHand::start);
      case PROMOTE_BY_HAND -> scene.byHand(ByHand::promote);
      case PAUSE_REPLAY -> scene.byHand(hand -> hand.holdReplay(true));
      case RESUME_REPLAY -> scene.byHand(hand -> hand.holdReplay(false));
      case TAKE_CONNECTIONS -> scene.byHand(hand -> hand.crowd(true));
      case FREE_CONNECTIONS -> scene.byHand(hand -> hand.crowd(false));
      case CANCEL_COMMITS -> scene.byHand(ByHand::cancelCommits);
      case REMOVE_OLD_WAL -> scene.byHand(ByHand::dropOldWal);
      case STALL_DISK -> scene.volumes(Volume::stall);
      case STALL_DATA -> scene.server(server -> server.volume().stall());
      case STALL_JOURNAL -> scene.machine().disk().volume().stall();
      case FILL_DISK -> scene.volumes(Volume::fill);
      case FILL_DATA -> scene.server(server -> server.volume().fill());
      case FILL_JOURNAL -> scene.machine().disk().volume().fill();
      case MEND_DISK -> scene.volumes(Volume::mend);
      case HANG_POSTGRES -> scene.machine().freezePostgres(true);
      case WAKE_POSTGRES -> scene.machine().freezePostgres(false);
      case HANG_POSTMASTER -> scene.server(server -> server.hangPostmaster(true));
      case WAKE_POSTMASTER -> scene.server(server -> server.hangPostmaster(false));
      case SET_CLOCK_AHEAD -> scene.machine().clock().jumpWall(scene.time(1));
      case SET_CLOCK_BACK -> scene.machine().clock().jumpWall(scene.time(1).negated());
      case LOSE_JOURNAL -> scene.loseJournal();
      case LOSE_DATA -> scene.server(Postgres::loseDisk);
      case FOREIGN_DATA -> scene.byHand(ByHand::takeForeignData);
      case REJOIN -> scene.rejoin();
      case REPLACE_MACHINE -> scene.machine().replaceMachine("another than " + scene.node(0));
      case SWITCHOVER -> ask(switchover(Optional.empty(), false));
      case SWITCHOVER_TO -> ask(switchover(scene.target(0), false));
      case FAILOVER_TO -> ask(new Command.Failover(scene.target(0), false, BY));
      case FAILOVER_ACCEPTING -> ask(new Command.Failover(scene.target(0), true, BY));
      case CONFIRM_FENCED -> ask(new Command.ConfirmFenced(scene.node(0), BY));
      case CONFIRM_GONE -> ask(new Command.ConfirmVoterGone(scene.node(0), BY));
      case PAUSE -> ask(new Command.Pause(BY));
      case RESUME -> ask(new Command.Resume(BY));
      case ASK_SWITCHOVER -> scene.machine().ask(switchover(Optional.empty(), false));
      case ASK_SWITCHOVER_TO -> scene.machine().ask(switchover(scene.target(1), false));
      case ASK_SWITCHOVER_AT_ONCE -> scene.machine().ask(switchover(Optional.empty(), true));
      case ASK_SWITCHOVER_TO_AT_ONCE -> scene.machine().ask(switchover(scene.target(1), true));
      case ASK_FAILOVER -> scene.machine().ask(new Command.Failover(Optional.empty(), false, BY));
      case ASK_FAILOVER_TO -> scene.machine().ask(new Command.Failover(scene.target(1), false, BY));
      case ASK_PAUSE -> scene.machine().ask(new Command.Pause(BY));
      case ASK_RESUME -> scene.machine().ask(new Command.Resume(BY));
    }
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
