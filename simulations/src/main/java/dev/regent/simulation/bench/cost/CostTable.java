package dev.regent.simulation.bench.cost;

import dev.regent.simulation.bench.fleet.FleetCost;
import dev.regent.simulation.bench.report.Facts;
import dev.regent.simulation.bench.report.Spread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report for people, in Markdown. */
public final class CostTable {
  /** A prober that stood still for longer says little about times. */
  static final long DISTURBED_MS = 200;

  private static final String NOT_WANTED = "Not asked for, or not yet.\n";

  private CostTable() {}

  /** All of it, beginning with a title. */
  public static String of(CostReport report) {
    return """
    # Cost: Regent and its peers

    Written by `regent bench cost`; how it is measured, and what is simulated: \
    [README.md](README.md#cost).

    ## One cell

    PostgreSQL itself is not counted. Several runs: the median, and the least and the most.

    %s
    ## Many databases on one witness

    The witness is the real daemon; the data nodes are simulated. **Disturbed**: the prober, or \
    the simulated nodes, stood still for 0.2 s or more, so that times say little.

    %s
    ## What was skipped

    %s
    ## What went wrong

    %s
    ## With what

    %s\
    """
        .formatted(
            ofCells(report),
            ofFleets(report),
            skipped(report),
            problems(report),
            Facts.table(report.versions(), report.settings(), report.machine()));
  }

  /** One run of a system in a line, as it comes. */
  public static String line(CellCost cell) {
    String seen = cell.measured().isPresent() ? "measured" : "not measured";
    return "%s, run %d: %s%s"
        .formatted(cell.system(), cell.run(), seen, after(cell.skipped()) + after(cell.problems()));
  }

  /** One fleet in a line, as it comes. */
  public static String line(FleetCost fleet) {
    String seen =
        fleet
            .measured()
            .map(it ->
                String.format(
                    Locale.ROOT,
                    "%d MiB, %.1f %% of a core at rest, %d moved, the last after %s s",
                    it.rest().rssKib() / 1024,
                    it.rest().cpuPercent(),
                    it.moved(),
                    it.failover().map(FleetCost.Failover::lastMs).map(Spread::seconds).orElse("?")))
            .orElse("not measured");
    return "%d databases on one witness, run %d: %s%s"
        .formatted(fleet.databases(), fleet.run(), seen, after(fleet.problems()));
  }

  private static String after(List<String> texts) {
    return texts.stream().map(text -> "; " + text).collect(Collectors.joining());
  }

  private static String ofCells(CostReport report) {
    CellTable table = new CellTable(report);
    return report.cells().isEmpty()
        ? NOT_WANTED
        : "%s\n### Each part\n\n%s".formatted(table.systems(), table.parts());
  }

  private static String ofFleets(CostReport report) {
    FleetTable table = new FleetTable(report.fleets());
    return report.fleets().isEmpty()
        ? NOT_WANTED
        : "%s\n%s".formatted(table.text(), table.targets());
  }

  private static String skipped(CostReport report) {
    return lines(
        report.cells().stream()
            .flatMap(
                cell -> cell.skipped().stream().map(why -> named(cell.system(), cell.run(), why))));
  }

  private static String problems(CostReport report) {
    return lines(
        Stream.concat(
            report.cells().stream()
                .flatMap(cell ->
                    cell.problems().stream().map(why -> named(cell.system(), cell.run(), why))),
            report.fleets().stream()
                .flatMap(fleet ->
                    fleet.problems().stream()
                        .map(why -> named(fleet.databases() + " databases", fleet.run(), why)))));
  }

  private static String named(String what, int run, String why) {
    return "- %s, run %d: %s%n".formatted(what, run, why);
  }

  private static String lines(Stream<String> lines) {
    String text = lines.collect(Collectors.joining());
    return text.isEmpty() ? "Nothing.\n" : text;
  }
}
