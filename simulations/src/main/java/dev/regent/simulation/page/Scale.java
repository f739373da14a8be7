package dev.regent.simulation.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time axis, which all panels of a page share. Places are percent of its width, so that the
 * browser can make it as wide as it likes.
 *
 * @param end virtual nanoseconds at its right
 */
record Scale(long end) {
  private static final long[] STEPS = {1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1_200, 3_600};
  private static final int MOST_TICKS = 13;
  private static final double SECOND = 1e9;

  Scale {
    end = Math.max(1, end);
  }

  double percent(long at) {
    return Math.clamp(100.0 * at / end, 0.0, 100.0);
  }

  /** As a property of CSS. */
  String left(long at) {
    return "left:" + number(percent(at)) + "%";
  }

  /** From one time to another, as properties of CSS. */
  String span(long from, long to) {
    return left(from) + ";width:" + number(percent(to) - percent(from)) + "%";
  }

  /** The times that are labelled: whole seconds, the same distance apart. */
  List<Long> ticks() {
    long step = step();
    List<Long> ticks = new ArrayList<>();
    for (long at = 0; at <= end; at += step) {
      ticks.add(at);
    }
    return ticks;
  }

  private long step() {
    for (long seconds : STEPS) {
      if (end / (seconds * SECOND) < MOST_TICKS) {
        return (long) (seconds * SECOND);
      }
    }
    long hours = (long) Math.ceil(end / (3_600 * SECOND * MOST_TICKS));
    return (long) (hours * 3_600 * SECOND);
  }

  /** Seconds as people read them. */
  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / SECOND);
  }

  /** Two decimals at most. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
