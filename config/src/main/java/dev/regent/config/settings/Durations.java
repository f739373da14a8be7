package dev.regent.config.settings;

import java.time.Duration;
import java.util.List;

/** Durations as people write them. */
final class Durations {
  private Durations() {}

  /** In the largest unit that needs no fraction: {@code 4 s}, {@code 500 ms}. */
  static String text(Duration duration) {
    if (duration.toNanos() % 1_000_000_000 == 0) {
      return duration.toSeconds() + " s";
    }
    return duration.toNanos() % 1_000_000 == 0
        ? duration.toMillis() + " ms"
        : duration.toNanos() + " ns";
  }

  static List<Violation> notPositive(String key, Duration duration) {
    return duration.isPositive()
        ? List.of()
        : List.of(new Violation(List.of(key), text(duration), "a time above zero"));
  }
}
