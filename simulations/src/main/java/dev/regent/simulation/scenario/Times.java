package dev.regent.simulation.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as scenario files write them: {@code 350ms}, {@code 4.5s}, {@code 2min}. */
public final class Times {
  static final String ALLOWED = "a time such as 350ms, 4.5s or 2min";
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,9})?)(ms|s|min)");

  private Times() {}

  /** The time that a word says. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double unit =
        switch (matcher.group(2)) {
          case "ms" -> 1e6;
          case "s" -> 1e9;
          default -> 60e9;
        };
    return Optional.of(Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * unit)));
  }

  /** As people read it: seconds with the digits that matter. */
  public static String text(Duration time) {
    long millis = time.toMillis();
    return millis < 1_000 ? millis + "ms" : trimmed(millis) + "s";
  }

  private static String trimmed(long millis) {
    String text = "%d.%03d".formatted(millis / 1_000, millis % 1_000);
    return text.replaceAll("\\.?0+$", "");
  }
}
