package dev.regent.simulation.command;

import java.util.Locale;

/** How far a long run is, in one line that fits a terminal of 80 columns. */
final class ProgressText {
  private static final int BAR = 14;
  private static final double SECOND = 1e9;
  private static final double HOUR = 3_600 * SECOND;

  private ProgressText() {}

  /**
   * Where a run stands.
   *
   * @param total 0 when nobody knows
   * @param elapsed nanoseconds of the wall clock
   * @param virtual nanoseconds that were simulated; 0 for what has no time
   */
  record Stand(String unit, long done, long total, long elapsed, long virtual, long violations) {}

  static String of(Stand stand) {
    StringBuilder text = new StringBuilder();
    if (stand.total() > 0) {
      text.append(bar(stand)).append(' ');
    }
    text.append(stand.done());
    text.append(stand.total() > 0 ? "/" + stand.total() : "").append(' ').append(stand.unit());
    text.append(String.format(Locale.ROOT, ", %s/s", rate(stand)));
    if (stand.virtual() > 0) {
      text.append(String.format(Locale.ROOT, ", %.1f virtual h", stand.virtual() / HOUR));
    }
    text.append(", ").append(stand.violations()).append(" failed");
    if (stand.total() > 0 && stand.done() > 0) {
      text.append(", ").append(left(stand)).append(" left");
    }
    return text.toString();
  }

  private static String bar(Stand stand) {
    int full = Math.clamp(BAR * stand.done() / stand.total(), 0, BAR);
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  private static String rate(Stand stand) {
    double rate = stand.done() / Math.max(stand.elapsed() / SECOND, 1e-3);
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
  }

  private static String left(Stand stand) {
    double each = stand.elapsed() / SECOND / stand.done();
    long seconds = Math.round(Math.ceil(each * Math.max(0, stand.total() - stand.done())));
    return seconds < 3_600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }
}
