package dev.regent.simulation.drill;

import java.time.Duration;

/** The cell's own timings, as far as a drill must know how long to look. */
public record Timings(Duration lease, Duration suspect) {
  private static final Duration MARGIN = Duration.ofSeconds(2);

  /** By then everything that a silent node causes has happened. */
  public Duration watch() {
    return lease.plus(suspect).plus(MARGIN);
  }
}
