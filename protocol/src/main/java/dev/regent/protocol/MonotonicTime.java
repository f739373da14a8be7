package dev.regent.protocol;

import java.time.Duration;

/**
 * A reading of CLOCK_BOOTTIME, which neither jumps nor stops while the machine sleeps.
 *
 * <p>Never leaves the process that read it except as a {@link Round}; never enters the journal.
 */
public record MonotonicTime(long nanos) implements Comparable<MonotonicTime> {
  public static final MonotonicTime ZERO = new MonotonicTime(0);

  public MonotonicTime plus(Duration duration) {
    return new MonotonicTime(nanos + duration.toNanos());
  }

  public MonotonicTime minus(Duration duration) {
    return new MonotonicTime(nanos - duration.toNanos());
  }

  public Duration since(MonotonicTime earlier) {
    return Duration.ofNanos(nanos - earlier.nanos);
  }

  public boolean isBefore(MonotonicTime other) {
    return nanos < other.nanos;
  }

  public boolean isAtLeast(MonotonicTime other) {
    return nanos >= other.nanos;
  }

  public static MonotonicTime min(MonotonicTime a, MonotonicTime b) {
    return a.nanos <= b.nanos ? a : b;
  }

  public static MonotonicTime max(MonotonicTime a, MonotonicTime b) {
    return a.nanos >= b.nanos ? a : b;
  }

  @Override
  public int compareTo(MonotonicTime other) {
    return Long.compare(nanos, other.nanos);
  }
}
