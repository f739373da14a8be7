package dev.regent.agent.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as people write them. */
final class Amounts {
  static final String DURATION_ALLOWED = "a time as 30s, 500ms or 2m";
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m)?");
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  private Amounts() {}

  /** A time above zero; seconds when there is no unit. */
  static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (Optional.ofNullable(matcher.group(2)).orElse("s")) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        };
    return Optional.of(duration).filter(Duration::isPositive);
  }

  /** {@code 0.1 s}, {@code 12 s}, {@code 3 min}. */
  static String time(long millis) {
    if (millis < 10_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return millis < 120_000 ? millis / 1000 + " s" : millis / 60_000 + " min";
  }

  static String ago(long millis) {
    return time(millis) + " ago";
  }

  /** {@code 0 B}, {@code 1.5 kB}; a unit is 1024 of the one before, as in PostgreSQL. */
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return String.format(
        Locale.ROOT, "%.1f %s", bytes / (double) (1L << (unit * 10)), UNITS.get(unit));
  }
}
