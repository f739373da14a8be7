package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import java.time.Duration;
import java.util.Optional;

/** Notes since when the cell has been redundant without a break. */
final class RedundancyWatch implements AutoCloseable {
  /** The time for which it must hold to count: a server may stream for a moment and break off. */
  private static final Duration STEADY = Duration.ofSeconds(1);

  private static final Duration PACE = Duration.ofMillis(200);

  private final RedundancyCheck check;
  private final Thread thread = new Thread(this::work, "redundancy");
  private volatile Optional<MonotonicTime> since = Optional.empty();
  private volatile MonotonicTime looked = Ticks.now();
  private volatile boolean ended;

  private RedundancyWatch(DrilledCell cell) {
    this.check = new RedundancyCheck(cell);
  }

  static RedundancyWatch start(DrilledCell cell) {
    RedundancyWatch watch = new RedundancyWatch(cell);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** Since when; empty when it was not steadily so at any time before the limit. */
  Optional<MonotonicTime> await(Duration limit) {
    MonotonicTime asked = Ticks.now();
    Await.holds(limit, () -> isSteady(asked));
    return isSteady(asked) ? since : Optional.empty();
  }

  String missing() {
    return check.missing();
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
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
