package dev.regent.simulation.incident;

import java.util.Locale;
import java.util.OptionalLong;

/** A comparison for people: a line for each transition, with both times and the difference. */
public final class ComparisonText {
  private ComparisonText() {}

  /** Ends with a line break. */
  public static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    text.append("%10s %10s %11s  %s%n".formatted("recorded", "replayed", "difference", "what"));
    comparison.rows().forEach(row -> text.append(line(row)));
    text.append(
        "%n%d transitions came in the recorded order; only recorded: %d; only replayed: %d%n"
            .formatted(comparison.same(), comparison.onlyRecorded(), comparison.onlyReplayed()));
    return text.toString();
  }

  private static String line(Comparison.Row row) {
    String cause = row.cause().isEmpty() ? "" : "  <- " + row.cause();
    return "%10s %10s %11s  %s: %s%s%n"
        .formatted(
            seconds(row.recorded()),
            seconds(row.replayed()),
            difference(row),
            row.event(),
            row.why(),
            cause);
  }

  private static String seconds(OptionalLong nanos) {
    return nanos.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", nanos.getAsLong() / 1e9);
  }

  private static String difference(Comparison.Row row) {
    return row.isBoth()
        ? String.format(
            Locale.ROOT, "%+.3f s", (row.replayed().getAsLong() - row.recorded().getAsLong()) / 1e9)
        : "";
  }
}
