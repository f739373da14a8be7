package dev.regent.simulation.incident;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.node.Fidelity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The cell that an incident happened in.
 *
 * @param assumed what the history does not say, each as a sentence
 */
record Topology(WorldSettings settings, List<String> assumed) {
  private static final long WRITES_EACH_MILLIS = 20;

  Topology {
    assumed = List.copyOf(assumed);
  }

  /** As the history says it; where it says nothing, as its transitions show it. */
  static Topology of(String file, Dump dump) throws BadDump {
    List<String> assumed = new ArrayList<>();
    Dump.Cell cell = dump.cell().orElseGet(() -> shown(dump, assumed));
    int voters = cell.dataNodes().size() + cell.witnesses().size();
    if (cell.dataNodes().isEmpty() || (voters != 3 && voters != 5)) {
      throw new BadDump(
          file,
          "cell",
          "%d data nodes and %d witnesses; expected 3 or 5 nodes together, as the simulator has"
              .formatted(cell.dataNodes().size(), cell.witnesses().size()));
    }
    WorldSettings settings =
        new WorldSettings(
            1,
            nodes(cell.dataNodes()),
            nodes(cell.witnesses()),
            mode(cell.mode()),
            Math.max(1, cell.confirmations()),
            profile(cell.suspectTimeMs(), assumed),
            true,
            WRITES_EACH_MILLIS,
            List.of(),
            Fidelity.CORE);
    return new Topology(settings, assumed);
  }

  /** A history of an older version does not say in what it happened. */
  private static Dump.Cell shown(Dump dump, List<String> assumed) {
    SortedSet<String> data = new TreeSet<>();
    SortedSet<String> all = new TreeSet<>();
    boolean synchronous = false;
    int confirmations = 1;
    for (Transition each : dump.transitions()) {
      Words words = new Words(each);
      boolean votesOnly =
          each.what() == Happening.LEADER_ELECTED || each.what() == Happening.VOTER_REPLACED;
      SortedSet<String> shownAs = votesOnly ? all : data;
      each.node().ifPresent(node -> shownAs.add(node));
      data.addAll(words.considered());
      words.members().ifPresent(members -> data.addAll(members));
      all.addAll(words.founders());
      synchronous |= words.members().filter(it -> !it.isEmpty()).isPresent();
      confirmations = Math.max(confirmations, words.confirmations());
    }
    all.addAll(data);
    List<String> witnesses = new ArrayList<>(all);
    witnesses.removeAll(data);
    assumed.add(
        "the history does not say its cell; seen in its transitions: data nodes %s, witnesses %s"
            .formatted(list(data), list(witnesses)));
    for (int i = 1; (data.size() + witnesses.size()) % 2 == 0 || all.size() < 3; i++) {
      String extra = "witness" + i;
      witnesses.add(extra);
      all.add(extra);
      assumed.add("%s never shows in it; added, since 3 or 5 nodes vote".formatted(extra));
    }
    ProtectionMode mode = synchronous ? ProtectionMode.AVAILABILITY : ProtectionMode.PERFORMANCE;
    assumed.add("mode %s, by whether standbys confirmed writes".formatted(text(mode)));
    return new Dump.Cell(
        List.copyOf(data),
        witnesses,
        text(mode),
        confirmations,
        Profile.DEFAULT.lease().suspectTime().toMillis());
  }

  private static Profile profile(long suspectTimeMs, List<String> assumed) {
    boolean isFast =
        Math.abs(suspectTimeMs - Profile.FAST.lease().suspectTime().toMillis())
            < Math.abs(suspectTimeMs - Profile.DEFAULT.lease().suspectTime().toMillis());
    Profile profile = isFast ? Profile.FAST : Profile.DEFAULT;
    long own = profile.lease().suspectTime().toMillis();
    if (own != suspectTimeMs) {
      assumed.add(
          "suspect time %d ms instead of the cluster's %d ms: scenarios have two profiles"
              .formatted(own, suspectTimeMs));
    }
    return profile;
  }

  private static ProtectionMode mode(String text) {
    return Arrays.stream(ProtectionMode.values())
        .filter(mode -> text(mode).equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static String text(ProtectionMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private static List<NodeId> nodes(List<String> names) {
    return names.stream().sorted().map(NodeId::new).toList();
  }

  private static String list(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** Who creates the database when all are empty. */
  String first() {
    return settings.dataNodes().getFirst().name();
  }

  /** Every node, in the order in which they prefer to lead: witnesses first. */
  List<String> order() {
    return Stream.concat(settings.witnesses().stream(), settings.dataNodes().stream())
        .map(NodeId::name)
        .toList();
  }
}
