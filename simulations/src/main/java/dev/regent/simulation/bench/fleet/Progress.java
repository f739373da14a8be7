package dev.regent.simulation.bench.fleet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the process with the simulated nodes says of itself now and then, in a line.
 *
 * @param ready databases that are redundant, before the strike
 * @param moved databases whose other node acknowledged a write, since the strike
 * @param firstMs and {@code medianMs} and {@code lastMs}: when those did; 0 when none did
 * @param lagMs by how much it was late at most since the strike or, before it, since the last line
 */
record Progress(int ready, int moved, long firstMs, long medianMs, long lastMs, long lagMs) {
  private static final Pattern LINE =
      Pattern.compile(
          "ready (\\d+) moved (\\d+) first (\\d+) median (\\d+) last (\\d+) lag (\\d+)");

  String line() {
    return "ready %d moved %d first %d median %d last %d lag %d"
        .formatted(ready, moved, firstMs, medianMs, lastMs, lagMs);
  }

  /** Empty for any other line. */
  static Optional<Progress> parse(String line) {
    Matcher matcher = LINE.matcher(line.strip());
    return matcher.matches()
        ? Optional.of(
            new Progress(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                Long.parseLong(matcher.group(5)),
                Long.parseLong(matcher.group(6))))
        : Optional.empty();
  }
}
