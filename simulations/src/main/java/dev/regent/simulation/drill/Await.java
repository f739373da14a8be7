package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again until something is so: the cell is other processes, which cannot call. */
public final class Await {
  private static final Duration PACE = Duration.ofMillis(20);

  private Await() {}

  /** Until it is so, or the limit is over; gives whether it is. */
  public static boolean holds(Duration limit, BooleanSupplier condition) {
    MonotonicTime end = Ticks.now().plus(limit);
    while (!condition.getAsBoolean()) {
      if (Ticks.now().isAtLeast(end) || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PACE.toNanos());
    }
    return true;
  }

  /**
   * Until there is one.
   *
   * @throws DrillFailed when the limit is over, with the text of what was missing
   */
  public static <T> T some(Duration limit, String what, Supplier<Optional<T>> source) {
    MonotonicTime end = Ticks.now().plus(limit);
    while (true) {
      Optional<T> found = source.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Ticks.now().isAtLeast(end) || Thread.currentThread().isInterrupted()) {
        throw new DrillFailed("not within %d s: %s".formatted(limit.toSeconds(), what));
      }
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  /** Until it is so; fails otherwise. */
  public static void until(Duration limit, String what, BooleanSupplier condition) {
    if (!holds(limit, condition)) {
      throw new DrillFailed("not within %d s: %s".formatted(limit.toSeconds(), what));
    }
  }

  /** Until that thread has ended, or this one is interrupted. */
  public static void ended(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets time pass: for faults that last, and for watching that nothing happens. */
  public static void pass(Duration duration) {
    var _ = holds(duration, () -> false);
  }
}
