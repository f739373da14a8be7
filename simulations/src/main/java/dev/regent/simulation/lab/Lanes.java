package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How nodes look from outside, as probes report it. Safe for many threads. */
final class Lanes {
  private final List<Seen> seen = new ArrayList<>();
  private final SortedMap<String, Look> last = new TreeMap<>();

  private record Seen(MonotonicTime at, String node, Look look) {}

  /** From that time on the node looks so; a node's times do not go back. */
  synchronized void show(MonotonicTime at, String node, Look look) {
    if (!look.equals(last.put(node, look))) {
      seen.add(new Seen(at, node, look));
    }
  }

  /** The nodes that have the VIP now. */
  synchronized List<String> holders() {
    return last.entrySet().stream()
        .filter(each -> each.getValue().vip())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Every change in order of time, in nanoseconds from a start; what was before counts at 0. */
  synchronized List<Change> since(MonotonicTime start) {
    SortedMap<String, Look> first = new TreeMap<>();
    List<Change> changes = new ArrayList<>();
    for (Seen each : seen) {
      if (each.at().isBefore(start)) {
        first.put(each.node(), each.look());
      } else {
        changes.add(new Change(each.at().since(start).toNanos(), each.node(), each.look()));
      }
    }
    first.forEach((node, look) -> changes.add(new Change(0, node, look)));
    changes.sort(Comparator.comparingLong(Change::at));
    return changes;
  }
}
