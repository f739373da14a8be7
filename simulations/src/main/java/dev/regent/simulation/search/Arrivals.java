package dev.regent.simulation.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** The number of each message's arrival at each tick, worked out when first asked for. */
final class Arrivals {
  private static final int UNKNOWN = -1;

  private final IntBinaryOperator numbering;
  private final List<int[]> byTick = new ArrayList<>();

  /** Numbers by tick and message. */
  Arrivals(IntBinaryOperator numbering) {
    this.numbering = numbering;
  }

  int of(int tick, int post) {
    while (byTick.size() <= tick) {
      byTick.add(new int[0]);
    }
    int[] known = byTick.get(tick);
    if (post >= known.length) {
      int before = known.length;
      known = Arrays.copyOf(known, Math.max(2 * before, post + 1));
      Arrays.fill(known, before, known.length, UNKNOWN);
      byTick.set(tick, known);
    }
    if (known[post] == UNKNOWN) {
      known[post] = numbering.applyAsInt(tick, post);
    }
    return known[post];
  }
}
