package dev.regent.simulation.bench.cost;

import dev.regent.simulation.bench.fleet.FleetCost;
import dev.regent.simulation.bench.report.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What many databases cost one witness, in Markdown, and whether the targets are met. */
final class FleetTable {
  static final int TARGET_DATABASES = 1000;
  private static final long TARGET_RSS_KIB = 512 * 1024;
  private static final double TARGET_CPU_PERCENT = 25;
  private static final long TARGET_SPREAD_MS = 2000;
  private static final int MEASURED_COLUMNS = 12;
  private static final String NOT_MEASURED = "not measured";

  private final List<FleetCost> fleets;

  FleetTable(List<FleetCost> fleets) {
    this.fleets = List.copyOf(fleets);
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            """
            | databases | heap, MiB | RSS at rest, MiB | PSS, MiB | KiB a further database \
            | CPU at rest, percent of a core | percent a database | wire, kB/s | first, s \
            | median, s | last, s | last after first, s | RSS after, MiB | disturbed |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
    fleets.forEach(fleet -> text.append(line(fleet)));
    return text.toString();
  }

  private String line(FleetCost fleet) {
    if (fleet.measured().isEmpty()) {
      return "| %d | %d |%s%n"
          .formatted(
              fleet.databases(),
              fleet.heapMib(),
              " %s |".formatted(NOT_MEASURED).repeat(MEASURED_COLUMNS));
    }
    FleetCost.Measured seen = fleet.measured().get();
    FleetCost.Rest rest = seen.rest();
    return String.format(
        Locale.ROOT,
        "| %d | %d | %d | %d | %s | %.1f | %.3f | %.1f | %s | %s | %s | %s | %d | %s |%n",
        fleet.databases(),
        fleet.heapMib(),
        rest.rssKib() / 1024,
        rest.pssKib() / 1024,
        further(fleet, rest),
        rest.cpuPercent(),
        rest.cpuPercent() / fleet.databases(),
        (double) rest.wireBytes() / rest.windowMs(),
        seconds(seen, FleetCost.Failover::firstMs),
        seconds(seen, FleetCost.Failover::medianMs),
        seconds(seen, FleetCost.Failover::lastMs),
        seconds(seen, FleetCost.Failover::spreadMs),
        seen.rssAfterKib() / 1024,
        isDisturbed(seen) ? "yes" : "no");
  }

  static boolean isDisturbed(FleetCost.Measured seen) {
    return seen.standstillMs() >= CostTable.DISTURBED_MS || seen.lagMs() >= CostTable.DISTURBED_MS;
  }

  private static String seconds(FleetCost.Measured seen, ToLongFunction<FleetCost.Failover> time) {
    return seen.failover().map(it -> Spread.seconds(time.applyAsLong(it))).orElse("not all");
  }

  /** Memory above that of a single database, for each further one. */
  private String further(FleetCost fleet, FleetCost.Rest rest) {
    return fleets.stream()
        .filter(one -> one.databases() == 1 && fleet.databases() > 1)
        .flatMap(one -> one.measured().stream())
        .findFirst()
        .map(one -> (rest.rssKib() - one.rest().rssKib()) / (fleet.databases() - 1))
        .map(String::valueOf)
        .orElse("-");
  }

  /** The targets for the largest number, in a line each. */
  String targets() {
    List<FleetCost> largest =
        fleets.stream().filter(fleet -> fleet.databases() == TARGET_DATABASES).toList();
    return "| target, with %d databases on one witness | seen | |%n|---|---|---|%n"
            .formatted(TARGET_DATABASES)
        + target("at most 512 MiB resident, at rest and after", largest, FleetTable::memory)
        + target("at most 25 % of a core at rest", largest, FleetTable::cpu)
        + target("all failed over within 2 s of the first", largest, FleetTable::spread);
  }

  private record Verdict(String seen, boolean met) {}

  @FunctionalInterface
  private interface Judge {
    Verdict of(FleetCost.Measured measured);
  }

  /** The worst of several runs counts. A disturbed run proves nothing, whatever it shows. */
  private static String target(String title, List<FleetCost> fleets, Judge judge) {
    List<FleetCost.Measured> measured =
        fleets.stream().flatMap(fleet -> fleet.measured().stream()).toList();
    if (measured.isEmpty() || measured.size() < fleets.size()) {
      return "| %s | %s | open |%n".formatted(title, NOT_MEASURED);
    }
    List<Verdict> verdicts = measured.stream().map(judge::of).toList();
    String seen = String.join(", ", verdicts.stream().map(Verdict::seen).toList());
    boolean met = verdicts.stream().allMatch(Verdict::met);
    boolean disturbed = measured.stream().anyMatch(FleetTable::isDisturbed);
    return "| %s | %s | %s%s |%n"
        .formatted(title, seen, met ? "met" : "**missed**", disturbed ? ", disturbed" : "");
  }

  private static Verdict memory(FleetCost.Measured measured) {
    long kib = Math.max(measured.rest().rssKib(), measured.rssAfterKib());
    return new Verdict("%d MiB".formatted(kib / 1024), kib <= TARGET_RSS_KIB);
  }

  private static Verdict cpu(FleetCost.Measured measured) {
    double percent = measured.rest().cpuPercent();
    return new Verdict(
        String.format(Locale.ROOT, "%.1f %%", percent), percent <= TARGET_CPU_PERCENT);
  }

  private static Verdict spread(FleetCost.Measured measured) {
    return measured
        .failover()
        .map(it ->
            new Verdict(Spread.seconds(it.spreadMs()) + " s", it.spreadMs() <= TARGET_SPREAD_MS))
        .orElse(new Verdict("only %d moved".formatted(measured.moved()), false));
  }
}
