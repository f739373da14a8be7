package dev.regent.simulation.world.base;

import java.time.Duration;

/** Virtual time is counted in nanoseconds since the world began. */
public final class Nanos {
  public static final long MICRO = 1_000L;
  public static final long MILLI = 1_000_000L;
  public static final long SECOND = 1_000_000_000L;

  private Nanos() {}

  public static long of(Duration duration) {
    return duration.toNanos();
  }

  /** As people read it: seconds with four decimals. */
  public static String text(long nanos) {
    return "%9.4f".formatted(nanos / 1e9);
  }
}
