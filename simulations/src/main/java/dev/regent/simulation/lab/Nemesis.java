package dev.regent.simulation.lab;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.base.SplitMix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thinks out what goes wrong next. The same seed gives the same thoughts, whatever happens. */
final class Nemesis {
  private static final int PAIR_PERCENT = 35;
  private static final int SECOND_PERCENT = 40;
  private static final List<Blow> ON_ANY =
      List.of(Blow.POWER_OFF, Blow.FREEZE, Blow.PULL_CABLE, Blow.KILL_DAEMON, Blow.FREEZE_DAEMON);
  private static final List<Blow> ON_DATA =
      List.of(
          Blow.POWER_OFF,
          Blow.KILL_GUARD,
          Blow.KILL_POSTMASTER,
          Blow.STOP_POSTGRES,
          Blow.HANG_POSTGRES,
          Blow.HANG_POSTMASTER,
          Blow.KILL_BACKEND,
          Blow.KILL_RECEIVER);

  private final SplitMix chance;
  private final List<String> nodes;
  private final List<String> dataNodes;

  Nemesis(long seed, Shape shape) {
    this.chance = new SplitMix(seed);
    this.nodes = shape.names();
    this.dataNodes = shape.dataNodes().stream().map(NodeId::name).toList();
  }

  /** After a while something happens. */
  record Act(Duration after, Deed deed) {}

  /**
   * One or two things that go wrong.
   *
   * @param lasting until everything is put right
   * @param rest until the next episode; none: when the cell is redundant
   */
  record Episode(List<Act> acts, Duration lasting, Optional<Duration> rest) {
    Episode {
      acts = List.copyOf(acts);
    }
  }

  Episode next() {
    List<Act> acts = new ArrayList<>();
    acts.add(new Act(Duration.ZERO, deed()));
    if (chance.percent(SECOND_PERCENT)) {
      acts.add(new Act(millis(0, 6_000), deed()));
    }
    return new Episode(
        acts,
        millis(500, 15_000),
        chance.percent(50) ? Optional.of(millis(0, 8_000)) : Optional.empty());
  }

  private Duration millis(long low, long high) {
    return Duration.ofMillis(chance.between(low, high));
  }

  private Deed deed() {
    return switch ((int) chance.between(0, 5)) {
      case 0 -> new Deed.Cut(around(chance.oneOf(nodes)), Traffic.ALL);
      case 1 -> new Deed.Cut(way(), chance.oneOf(List.of(Traffic.values())));
      case 2 -> new Deed.Lose(around(chance.oneOf(nodes)), (int) chance.between(5, 60));
      case 3 -> hurt(nodes, ON_ANY);
      case 4 -> hurt(dataNodes, ON_DATA);
      default -> new Deed.Ask(Optional.empty(), "switchover", Map.of());
    };
  }

  private Deed hurt(List<String> some, List<Blow> blows) {
    return new Deed.Hurt(new NodeId(chance.oneOf(some)), chance.oneOf(blows));
  }

  private List<Way> way() {
    String from = chance.oneOf(nodes);
    String to = chance.oneOf(nodes.stream().filter(node -> !node.equals(from)).toList());
    return chance.percent(PAIR_PERCENT) ? Way.both(from, to) : List.of(new Way(from, to));
  }

  private List<Way> around(String node) {
    return nodes.stream()
        .filter(other -> !other.equals(node))
        .flatMap(other -> Way.both(node, other).stream())
        .toList();
  }
}
