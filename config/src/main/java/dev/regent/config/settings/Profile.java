package dev.regent.config.settings;

import java.time.Duration;

/** Timings that were chosen to work together. reference.conf shows the same numbers. */
public record Profile(LeaseTimings lease, ElectionTimings election, RoleTimings roles) {
  /** For any network of one site, virtual machines included: lease 4 s. */
  public static final Profile DEFAULT =
      new Profile(
          new LeaseTimings(millis(4000), millis(750), millis(3400), 5, millis(600), millis(300)),
          new ElectionTimings(millis(300), millis(1000), millis(150)),
          new RoleTimings(millis(5000), millis(400), millis(30_000), Duration.ZERO, millis(250)));

  /** For quiet machines and a local network only: lease 1.8 s. */
  public static final Profile FAST =
      new Profile(
          new LeaseTimings(millis(1800), millis(250), millis(1200), 5, millis(350), millis(200)),
          new ElectionTimings(millis(100), millis(600), millis(100)),
          new RoleTimings(millis(2000), millis(300), millis(30_000), Duration.ZERO, millis(150)));

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
