package dev.regent.simulation.bench.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The middle and the ends of some measurements, in milliseconds.
 *
 * @param median of an even number the mean of the two in the middle
 */
public record Spread(long median, long min, long max) {

  /** Empty for none. */
  public static Optional<Spread> of(Collection<Long> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    List<Long> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    long median =
        sorted.size() % 2 == 1
            ? sorted.get(half)
            : Math.round((sorted.get(half - 1) + sorted.get(half)) / 2.0);
    return Optional.of(new Spread(median, sorted.getFirst(), sorted.getLast()));
  }

  /** In seconds, with the ends when there are any. */
  String text() {
    return min == max
        ? seconds(median)
        : "%s (%s–%s)".formatted(seconds(median), seconds(min), seconds(max));
  }

  /** Two places below ten seconds, one above. */
  public static String seconds(long millis) {
    String format = millis < 10_000 ? "%.2f" : "%.1f";
    return String.format(Locale.ROOT, format, millis / 1000.0);
  }
}
