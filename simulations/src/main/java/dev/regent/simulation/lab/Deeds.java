package dev.regent.simulation.lab;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says what the steps of scenario files are on real hosts. */
final class Deeds {
  private static final String NO_NETEM = "delays, copies and late packets need netem";
  private static final String ONE_CLOCK = "all hosts of one machine have one wall clock";
  private static final String NO_LIES = "nobody can make a real membership lie";
  private static final String NO_ORPHAN =
      "backends that outlive their postmaster cannot be had at will; see the drill busy-backend";
  private static final String ONE_DISK = "data and journal of a node are on one disk here";
  private static final String ONE_MACHINE = "all hosts of one machine have its machine-id";

  private final SortedMap<String, String> cast;
  private final List<String> nodes;
  private final Map<Verb, Function<Words, Deed>> deeds = new EnumMap<>(Verb.class);

  /**
   * Of one cell.
   *
   * @param cast which node a role's word stands for
   */
  Deeds(SortedMap<String, String> cast, List<String> nodes) {
    this.cast = new TreeMap<>(cast);
    this.nodes = List.copyOf(nodes);
    network();
    machines();
    servers();
    operators();
  }

  /** Why a scenario cannot be run here; empty when it can. */
  static Optional<String> obstacle(Scenario scenario) {
    if (scenario.cold()) {
      return Optional.of("it begins before the cell was ever formed");
    }
    Deeds any = new Deeds(new TreeMap<>(), List.of());
    return scenario.steps().stream()
        .map(any::of)
        .flatMap(deed -> deed instanceof Deed.Cannot cannot ? Stream.of(cannot) : Stream.empty())
        .map(Deed.Cannot::why)
        .findFirst();
  }

  /** What to do. */
  Deed of(Step step) {
    Function<Words, Deed> deed = Objects.requireNonNull(deeds.get(step.verb()), step.verb().form());
    return deed.apply(new Words(step.places()));
  }

  private void network() {
    deeds.put(Verb.ISOLATE, words -> new Deed.Cut(around(words.name(0)), Traffic.ALL));
    cut(Verb.CUT, Verb.CUT_BOTH, Traffic.ALL);
    cut(Verb.CUT_CONTROL, Verb.CUT_CONTROL_BOTH, Traffic.CONTROL);
    cut(Verb.CUT_REPLICATION, Verb.CUT_REPLICATION_BOTH, Traffic.REPLICATION);
    deeds.put(Verb.RECONNECT, words -> new Deed.Reconnect(words.oneWay(0), Traffic.ALL));
    deeds.put(
        Verb.RECONNECT_REPLICATION,
        words -> new Deed.Reconnect(words.oneWay(0), Traffic.REPLICATION));
    deeds.put(Verb.LOSE, words -> new Deed.Lose(words.oneWay(1), words.percent()));
    deeds.put(Verb.LOSE_BOTH, words -> new Deed.Lose(words.bothWays(1), words.percent()));
    cannot(NO_NETEM, Verb.DELAY, Verb.DELAY_BOTH, Verb.DUPLICATE, Verb.DUPLICATE_BOTH);
    cannot(NO_NETEM, Verb.LATE, Verb.LATE_BOTH);
    deeds.put(Verb.MEND, words -> new Deed.Mend(words.oneWay(0)));
    deeds.put(Verb.MEND_BOTH, words -> new Deed.Mend(words.bothWays(0)));
    deeds.put(Verb.HEAL, _ -> new Deed.Heal());
    deeds.put(Verb.LOSE_ARP, words -> new Deed.Unheard(words.name(0)));
    cannot(NO_LIES, Verb.MISLEAD, Verb.MISLEAD_ONE);
  }

  private void cut(Verb oneWay, Verb bothWays, Traffic traffic) {
    deeds.put(oneWay, words -> new Deed.Cut(words.oneWay(0), traffic));
    deeds.put(bothWays, words -> new Deed.Cut(words.bothWays(0), traffic));
  }

  private void machines() {
    hurt(Verb.POWER_OFF, Blow.POWER_OFF);
    hurt(Verb.POWER_ON, Blow.POWER_ON);
    hurt(Verb.FREEZE, Blow.FREEZE);
    hurt(Verb.WAKE, Blow.WAKE);
    hurt(Verb.KILL_DAEMON, Blow.KILL_DAEMON);
    hurt(Verb.START_DAEMON, Blow.START_DAEMON);
    hurt(Verb.STOP_DAEMON, Blow.STOP_DAEMON);
    hurt(Verb.FREEZE_DAEMON, Blow.FREEZE_DAEMON);
    hurt(Verb.WAKE_DAEMON, Blow.WAKE_DAEMON);
    hurt(Verb.KILL_GUARD, Blow.KILL_GUARD);
    hurt(Verb.FILL_DISK, Blow.FILL_DISK);
    hurt(Verb.STALL_DISK, Blow.STALL_DISK);
    hurt(Verb.MEND_DISK, Blow.MEND_DISK);
    hurt(Verb.LOSE_JOURNAL, Blow.LOSE_JOURNAL);
    hurt(Verb.LOSE_DATA, Blow.LOSE_DATA);
    hurt(Verb.FOREIGN_DATA, Blow.FOREIGN_DATA);
    hurt(Verb.REJOIN, Blow.REJOIN);
    cannot(ONE_DISK, Verb.STALL_DATA, Verb.STALL_JOURNAL, Verb.FILL_DATA, Verb.FILL_JOURNAL);
    cannot(ONE_CLOCK, Verb.SET_CLOCK_AHEAD, Verb.SET_CLOCK_BACK);
    cannot(ONE_MACHINE, Verb.REPLACE_MACHINE);
  }

  private void servers() {
    hurt(Verb.KILL_POSTMASTER, Blow.KILL_POSTMASTER);
    cannot(NO_ORPHAN, Verb.KILL_POSTMASTER_ONLY);
    hurt(Verb.STOP_POSTGRES, Blow.STOP_POSTGRES);
    hurt(Verb.START_POSTGRES, Blow.START_POSTGRES);
    hurt(Verb.HANG_POSTGRES, Blow.HANG_POSTGRES);
    hurt(Verb.WAKE_POSTGRES, Blow.WAKE_POSTGRES);
    hurt(Verb.HANG_POSTMASTER, Blow.HANG_POSTMASTER);
    hurt(Verb.WAKE_POSTMASTER, Blow.WAKE_POSTMASTER);
    hurt(Verb.PROMOTE_BY_HAND, Blow.PROMOTE);
    hurt(Verb.PAUSE_REPLAY, Blow.HOLD_REPLAY);
    hurt(Verb.RESUME_REPLAY, Blow.GO_ON_WITH_REPLAY);
    hurt(Verb.TAKE_CONNECTIONS, Blow.TAKE_CONNECTIONS);
    hurt(Verb.FREE_CONNECTIONS, Blow.FREE_CONNECTIONS);
    hurt(Verb.CANCEL_COMMITS, Blow.CANCEL_COMMITS);
    hurt(Verb.REMOVE_OLD_WAL, Blow.DROP_OLD_WAL);
  }

  private void hurt(Verb verb, Blow blow) {
    deeds.put(verb, words -> new Deed.Hurt(new NodeId(words.name(0)), blow));
  }

  private void cannot(String why, Verb... verbs) {
    Stream.of(verbs).forEach(verb -> deeds.put(verb, _ -> new Deed.Cannot(why)));
  }

  private void operators() {
    deeds.put(Verb.SWITCHOVER, _ -> ask("switchover", Map.of()));
    deeds.put(Verb.SWITCHOVER_TO, words -> ask("switchover", words.target(0)));
    deeds.put(Verb.FAILOVER_TO, words -> ask("failover", words.target(0)));
    deeds.put(
        Verb.FAILOVER_ACCEPTING,
        words -> ask("failover", Map.of("target", words.name(0), "acceptDataLoss", true)));
    deeds.put(Verb.CONFIRM_FENCED, words -> ask("confirm-fenced", Map.of("node", words.name(0))));
    deeds.put(Verb.CONFIRM_GONE, words -> ask("confirm-voter-gone", Map.of("node", words.name(0))));
    deeds.put(Verb.PAUSE, _ -> ask("pause", Map.of()));
    deeds.put(Verb.RESUME, _ -> ask("resume", Map.of()));
    deeds.put(Verb.ASK_SWITCHOVER, words -> words.ask("switchover", Map.of()));
    deeds.put(Verb.ASK_SWITCHOVER_TO, words -> words.ask("switchover", words.target(1)));
    deeds.put(
        Verb.ASK_SWITCHOVER_AT_ONCE, words -> words.ask("switchover", Map.of("immediate", true)));
    deeds.put(
        Verb.ASK_SWITCHOVER_TO_AT_ONCE,
        words -> words.ask("switchover", Map.of("target", words.name(1), "immediate", true)));
    deeds.put(Verb.ASK_FAILOVER, words -> words.ask("failover", Map.of()));
    deeds.put(Verb.ASK_FAILOVER_TO, words -> words.ask("failover", words.target(1)));
    deeds.put(Verb.ASK_PAUSE, words -> words.ask("pause", Map.of()));
    deeds.put(Verb.ASK_RESUME, words -> words.ask("resume", Map.of()));
  }

  private List<Way> around(String node) {
    return nodes.stream()
        .filter(other -> !other.equals(node))
        .flatMap(other -> Way.both(node, other).stream())
        .toList();
  }

  private static Deed ask(String command, Map<String, Object> fields) {
    return new Deed.Ask(Optional.empty(), command, fields);
  }

  /** What stands in the places of one step. */
  private final class Words {
    private final List<String> places;

    private Words(List<String> places) {
      this.places = places;
    }

    private String name(int place) {
      return cast.getOrDefault(places.get(place), places.get(place));
    }

    private List<Way> oneWay(int first) {
      return List.of(new Way(name(first), name(first + 1)));
    }

    private List<Way> bothWays(int first) {
      return Way.both(name(first), name(first + 1));
    }

    private int percent() {
      return Integer.parseInt(places.getFirst().replace("%", ""));
    }

    private Map<String, Object> target(int place) {
      return Map.of("target", name(place));
    }

    private Deed ask(String command, Map<String, Object> fields) {
      return new Deed.Ask(Optional.of(new NodeId(name(0))), command, fields);
    }
  }
}
