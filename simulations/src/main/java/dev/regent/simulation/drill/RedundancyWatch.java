package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import java.time.Duration;
import java.util.Optional;

/** Notes since when the cell has been redundant without a break. */
public final class RedundancyWatch implements AutoCloseable {
  /** The time for which it must hold to count: a server may stream for a moment and break off. */
  private static final Duration STEADY = Duration.ofSeconds(1);

  private static final Duration PACE = Duration.ofMillis(200);

  private final Check check;
  private final Thread thread = new Thread(this::work, "redundancy");
  private volatile Optional<MonotonicTime> since = Optional.empty();
  private volatile MonotonicTime looked = Ticks.now();
  private volatile boolean ended;

  private RedundancyWatch(Check check) {
    this.check = check;
  }

  /** How it is looked; asked by one thread at a time. */
  public interface Check {
    /** Whether all is redundant now. */
    boolean holds();

    /** What was missing when it was last looked. */
    String missing();
  }

  /** Begins to look. */
  public static RedundancyWatch start(DrilledCell cell) {
    return start(new RedundancyCheck(cell));
  }

  /** Begins to look in that way. */
  public static RedundancyWatch start(Check check) {
    RedundancyWatch watch = new RedundancyWatch(check);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /**
   * Returns when the cell is redundant and no voter still waits after its own start, which would
   * make the next failover slower.
   *
   * @throws DrillFailed when that takes too long
   */
  public static void awaitCalm(DrilledCell cell, Duration limit) {
    try (RedundancyWatch watch = start(cell)) {
      if (watch.await(limit).isEmpty()) {
        throw new DrillFailed("the cell is not redundant before the fault: " + watch.missing());
      }
      Await.until(
          limit,
          "every voter has an opinion",
          () -> cell.status().filter(status -> status.unsettled().isEmpty()).isPresent());
    }
  }

  /** Since when; empty when it was not steadily so at any time before the limit. */
  public Optional<MonotonicTime> await(Duration limit) {
    MonotonicTime asked = Ticks.now();
    Await.holds(limit, () -> isSteady(asked));
    return isSteady(asked) ? since : Optional.empty();
  }

  /** What was missing at the last look. */
  public String missing() {
    return check.missing();
  }

  @Override
  public void close() {
    ended = true;
    Await.ended(thread);
  }

  private boolean isSteady(MonotonicTime asked) {
    return looked.isAtLeast(asked)
        && since.filter(start -> looked.since(start).compareTo(STEADY) >= 0).isPresent();
  }

  // What is found counts from the moment before it was looked, and until the next look.
  private void work() {
    while (!ended) {
      MonotonicTime now = Ticks.now();
      if (!check.holds()) {
        since = Optional.empty();
      } else if (since.isEmpty()) {
        since = Optional.of(now);
      }
      looked = now;
      Await.holds(PACE, () -> ended);
    }
  }
}
