package dev.regent.agent.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Waiting for conditions, on an injected clock; an interrupt ends the job. */
final class Waits {
  private final LongSupplier nanos;

  Waits(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Something to wait for. */
  interface Condition {
    boolean holds() throws JobFailed, java.io.IOException;
  }

  long now() {
    return nanos.getAsLong();
  }

  boolean passed(long since, Duration duration) {
    return now() - since >= duration.toNanos();
  }

  /** Returns whether the condition held before the limit was over; looks at least once. */
  boolean until(Condition condition, Duration step, Duration limit)
      throws JobFailed, java.io.IOException {
    long start = now();
    while (!condition.holds()) {
      if (passed(start, limit)) {
        return false;
      }
      pause(step);
    }
    return true;
  }

  static void pause(Duration step) throws JobFailed {
    try {
      Thread.sleep(step);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw JobFailed.retry("cancelled", "the job was cancelled");
    }
  }
}
