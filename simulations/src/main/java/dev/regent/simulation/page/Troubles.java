package dev.regent.simulation.page;

import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Recording.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out of a recording's steps how long each fault lasted. A step whose sentence is not known
 * here is over at once, so that new ones are shown too.
 */
final class Troubles {
  private static final String LINK = "mend";
  private static final String NETWORK = "heal";
  private static final String MEMBERSHIP = "membership sees only";
  private static final String NO_PLACE = "->|<->|[0-9.]+(ms|s|min|%)?|.+/.+|nobody|of|ask|to";

  private final Recording recording;
  private final List<Trouble> all = new ArrayList<>();

  /** Those that last, by their places in {@link #all}, and what ends each. */
  private final SortedMap<Integer, List<String>> open = new TreeMap<>();

  private Troubles(Recording recording) {
    this.recording = recording;
  }

  /** Those of a run, in the order in which they began. */
  static List<Trouble> of(Recording recording) {
    Troubles troubles = new Troubles(recording);
    recording.marks().stream().filter(it -> it.kind() == Kind.FAULT).forEach(troubles::add);
    return List.copyOf(troubles.all);
  }

  /** The sentences, without places, that end one of this kind; none when it is over at once. */
  private static List<String> endings(String words) {
    return switch (words) {
      case "power off", "lose journal" -> List.of("power on");
      case "freeze" -> List.of("wake", "power off");
      case "kill daemon" -> List.of("start daemon", "power off");
      case "freeze daemon" -> List.of("wake daemon", "kill daemon", "power off");
      case "hang postgres" -> List.of("wake postgres", "kill postmaster", "power off");
      case "hang postmaster" -> List.of("wake postmaster", "kill postmaster", "power off");
      case "pause" -> List.of("resume");
      case "isolate", "cut", "cut heartbeats" -> List.of(NETWORK, LINK, "reconnect");
      case "cut replication" -> List.of(NETWORK, LINK, "reconnect", "reconnect replication");
      case "lose", "delay", "duplicate", "late" -> List.of(NETWORK, LINK);
      case MEMBERSHIP -> List.of(MEMBERSHIP);
      default -> List.of();
    };
  }

  private void add(Mark mark) {
    String words = words(mark.text());
    List<String> nodes = nodes(words, mark.text());
    close(words, nodes, mark.at());
    List<String> endings = endings(words);
    if (!endings.isEmpty()) {
      open.put(all.size(), endings);
    }
    long to = endings.isEmpty() ? mark.at() : recording.end();
    all.add(new Trouble(mark.at(), to, mark.text(), nodes));
  }

  private void close(String words, List<String> nodes, long at) {
    List<Integer> ended = open.keySet().stream().filter(each -> ends(words, nodes, each)).toList();
    for (int each : ended) {
      all.set(each, all.get(each).until(at));
      open.remove(each);
    }
  }

  private boolean ends(String words, List<String> nodes, int trouble) {
    List<String> endings = Optional.ofNullable(open.get(trouble)).orElse(List.of());
    return endings.contains(words)
        && (words.equals(NETWORK) || nodes.containsAll(all.get(trouble).nodes()));
  }

  /** A step's sentence without what stands in its places. */
  private String words(String text) {
    return Stream.of(text.split(" "))
        .filter(word -> !isNode(word) && !word.matches(NO_PLACE))
        .collect(Collectors.joining(" "));
  }

  /** A pause is everybody's, whoever was asked for it. */
  private List<String> nodes(String words, String text) {
    boolean isEverybodys = words.equals("pause") || words.equals("resume");
    return Stream.of(text.split(" "))
        .filter(word -> !isEverybodys && isNode(word) && !words.equals(MEMBERSHIP))
        .map(recording::node)
        .distinct()
        .toList();
  }

  private boolean isNode(String word) {
    return recording.nodes().contains(recording.node(word));
  }
}
