package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import java.time.Duration;
import java.util.List;

/** How long a client could not write. */
public final class Outage {
  /** Five beats of the writer: a shorter pause is a busy machine, and no client was refused. */
  static final Duration NOTICEABLE = Duration.ofMillis(100);

  private Outage() {}

  /**
   * The longest time between two acknowledgements in a row that ends after the fault, the writer's
   * own beat included. It starts with the last one before the fault, and is open until the end when
   * none came any more. Zero when that is less than {@link #NOTICEABLE}.
   */
  public static Duration longest(List<Commit> commits, MonotonicTime fault, MonotonicTime end) {
    Duration longest = Duration.ZERO;
    MonotonicTime last = fault;
    for (Commit commit : commits) {
      MonotonicTime now = commit.acknowledged();
      if (now.isAtLeast(fault)) {
        longest = max(longest, now.since(last));
      }
      last = now;
    }
    longest = max(longest, end.since(last));
    return longest.compareTo(NOTICEABLE) < 0 ? Duration.ZERO : longest;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
