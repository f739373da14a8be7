package dev.regent.simulation.drill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Results as a table for people: one line for each drill, then medians when there were rounds. */
public final class DrillTable {
  private static final String FORMAT = "%-32s %10s %9s %6s  %-9s %12s  %s%n";

  private DrillTable() {}

  /** The title of the columns. */
  public static String header() {
    return FORMAT.formatted(
        "FAULT", "OUTAGE ms", "BOTH ms", "LOST", "PRIMARY", "REDUNDANT ms", "RESULT");
  }

  /** A line. */
  public static String line(DrillResult result) {
    return FORMAT.formatted(
        label(result.fault(), result.variant()),
        result.outageMs(),
        result.dualWritableMs(),
        result.lostAckedWrites() < 0 ? "?" : result.lostAckedWrites(),
        result.oldPrimary() + " > " + result.newPrimary(),
        result.redundantAfterMs().map(String::valueOf).orElse("never"),
        result.isPassed() ? "ok" : "FAILED " + String.join("; ", result.problems()));
  }

  /** Medians of the faults that ran more than once; empty text when none did. */
  public static String medians(List<DrillResult> results) {
    Map<String, List<DrillResult>> byFault =
        results.stream()
            .collect(
                Collectors.groupingBy(DrillResult::fault, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    byFault.forEach((fault, all) -> {
      if (all.size() > 1) {
        lines.add(median(fault, all));
      }
    });
    return lines.isEmpty()
        ? ""
        : Stream.concat(
                Stream.of(
                    "%-32s %10s %21s  %s%n"
                        .formatted("MEDIANS", "OUTAGE ms", "REDUNDANT ms", "DRILLS")),
                lines.stream())
            .collect(Collectors.joining());
  }

  private static String median(String fault, List<DrillResult> all) {
    return "%-32s %10d %21d  %d%n"
        .formatted(
            fault,
            median(all.stream().mapToLong(DrillResult::outageMs)),
            median(
                all.stream()
                    .map(DrillResult::redundantAfterMs)
                    .flatMap(Optional::stream)
                    .mapToLong(Long::longValue)),
            all.size());
  }

  /** The middle one; of an even number the mean of both; 0 of none. */
  static long median(LongStream values) {
    long[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static String label(String fault, String variant) {
    return variant.isEmpty() ? fault : "%s (%s)".formatted(fault, variant);
  }
}
