package dev.regent.simulation.drill;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row that was ever acknowledged, in all drills so far: none may ever be missing. */
public final class AcknowledgedRows {
  private final Map<Integer, BitSet> promised = new TreeMap<>();

  /** Promises them. */
  public void add(List<Commit> commits) {
    for (Commit commit : commits) {
      promised
          .computeIfAbsent(commit.row().writer(), writer -> new BitSet())
          .set(commit.row().sequence());
    }
  }

  public int count() {
    return promised.values().stream().mapToInt(BitSet::cardinality).sum();
  }

  /** Promises no more than those rows: what else there was, somebody gave up by name. */
  public void forgetAllBut(Map<Integer, BitSet> found) {
    promised.forEach((writer, rows) -> rows.and(found.getOrDefault(writer, new BitSet())));
  }

  /** How many of them are not among those rows. */
  public int missingIn(Map<Integer, BitSet> found) {
    int missing = 0;
    for (Map.Entry<Integer, BitSet> writer : promised.entrySet()) {
      BitSet lost = (BitSet) writer.getValue().clone();
      lost.andNot(found.getOrDefault(writer.getKey(), new BitSet()));
      missing += lost.cardinality();
    }
    return missing;
  }
}
