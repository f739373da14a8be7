package dev.regent.simulation.bench.cost;

import dev.regent.simulation.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What cells cost, in Markdown: a table of all systems, and one of their parts. */
final class CellTable {
  private static final double KIB_PER_MIB = 1024;
  private static final double BYTES_PER_KB = 1000;
  private static final long HOUR_MS = 3_600_000;
  private static final String NOT_MEASURED = "not measured";

  private final CostReport report;

  CellTable(CostReport report) {
    this.report = report;
  }

  /** A figure of one run; empty when that run does not have it. */
  private record Line(String title, Function<CellCost.Measured, Optional<Double>> value) {}

  private static Line line(String title, Function<CellCost.Measured, Double> value) {
    return new Line(title, value.andThen(Optional::of));
  }

  private static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(line("memory of all hosts, RSS, MiB", CellTable::rss));
    lines.add(line("memory of all hosts, PSS, MiB", CellTable::pss));
    for (String host : List.of("a", "b", "w")) {
      lines.add(
          new Line(
              "memory of host %s, RSS, MiB".formatted(host),
              measured -> Optional.ofNullable(measured.hosts().get(host)).map(CellTable::rss)));
    }
    lines.add(line("CPU at rest, all hosts, % of a core", CellTable::restPercent));
    lines.add(
        new Line(
            "CPU seconds of the hosts left, 60 s after the primary's host was killed",
            it -> it.failover().map(failover -> failover.cpuMs() / 1000.0)));
    lines.add(
        new Line(
            "of the same hosts in 60 s at rest",
            it -> it.failover().map(failover -> restOfTheLeft(it, failover))));
    lines.add(
        new Line(
            "another server was primary after, s",
            it ->
                it.failover()
                    .flatMap(CellCost.FailoverCost::movedAfterMs)
                    .map(millis -> millis / 1000.0)));
    lines.add(line("control on the wire at rest, kB/s a node", CellTable::controlRate));
    lines.add(line("PostgreSQL's port at rest, kB/s a data node", CellTable::replicationRate));
    lines.add(new Line("syncs an hour at rest, all hosts", CellTable::syncsAnHour));
    return lines;
  }

  private static double rss(CellCost.Measured measured) {
    return measured.hosts().values().stream().mapToDouble(CellTable::rss).sum();
  }

  private static double rss(CellCost.HostCost host) {
    return control(host).stream().mapToLong(CellCost.PartCost::rssKib).sum() / KIB_PER_MIB;
  }

  private static double pss(CellCost.Measured measured) {
    return measured.hosts().values().stream()
            .flatMap(host -> control(host).stream())
            .mapToLong(CellCost.PartCost::pssKib)
            .sum()
        / KIB_PER_MIB;
  }

  private static List<CellCost.PartCost> control(CellCost.HostCost host) {
    return host.parts().entrySet().stream()
        .filter(part -> !part.getKey().equals(Part.POSTGRESQL.id()))
        .map(part -> part.getValue())
        .toList();
  }

  private static long cpuMs(CellCost.HostCost host) {
    return control(host).stream().mapToLong(CellCost.PartCost::restCpuMs).sum();
  }

  private static double restPercent(CellCost.Measured measured) {
    long cpuMs = measured.hosts().values().stream().mapToLong(CellTable::cpuMs).sum();
    return 100.0 * cpuMs / measured.restMs();
  }

  private static double restOfTheLeft(CellCost.Measured measured, CellCost.FailoverCost failover) {
    long cpuMs =
        measured.hosts().entrySet().stream()
            .filter(host -> failover.hosts().contains(host.getKey()))
            .mapToLong(host -> cpuMs(host.getValue()))
            .sum();
    return cpuMs / 1000.0 * failover.windowMs() / measured.restMs();
  }

  private static double controlRate(CellCost.Measured measured) {
    long bytes = measured.hosts().values().stream().mapToLong(it -> it.wire().control()).sum();
    return rate(bytes, measured.restMs()) / measured.hosts().size();
  }

  private static double replicationRate(CellCost.Measured measured) {
    List<Long> bytes =
        measured.hosts().values().stream()
            .map(host -> host.wire().replicationIn() + host.wire().replicationOut())
            .filter(count -> count > 0)
            .toList();
    long all = bytes.stream().mapToLong(Long::longValue).sum();
    return bytes.isEmpty() ? 0 : rate(all, measured.restMs()) / bytes.size();
  }

  private static double rate(long bytes, long millis) {
    return bytes / BYTES_PER_KB / (millis / 1000.0);
  }

  private static Optional<Double> syncsAnHour(CellCost.Measured measured) {
    return measured
        .syncs()
        .map(syncs -> {
          long all = syncs.counts().values().stream().mapToLong(Long::longValue).sum();
          return (double) all * HOUR_MS / measured.restMs();
        });
  }

  String systems() {
    StringBuilder text = new StringBuilder("| |");
    report.systems().forEach(system -> text.append(" %s |".formatted(system)));
    text.append("\n|---|").append("---|".repeat(report.systems().size())).append('\n');
    for (Line line : lines()) {
      text.append("| %s |".formatted(line.title()));
      for (String system : report.systems()) {
        text.append(" %s |".formatted(median(report.of(system), line.value())));
      }
      text.append('\n');
    }
    text.append("| runs, of them disturbed |");
    for (String system : report.systems()) {
      text.append(" %d, %d |".formatted(report.of(system).size(), disturbed(report.of(system))));
    }
    return text.append('\n').toString();
  }

  private static long disturbed(List<CellCost.Measured> measured) {
    return measured.stream().filter(it -> it.standstillMs() >= CostTable.DISTURBED_MS).count();
  }

  /** To a thousandth, for the sake of what costs little. */
  private static String median(
      List<CellCost.Measured> measured, Function<CellCost.Measured, Optional<Double>> value) {
    List<Long> thousandths =
        measured.stream()
            .flatMap(one -> value.apply(one).stream())
            .map(number -> Math.round(number * 1000))
            .toList();
    return Spread.of(thousandths)
        .map(spread ->
            spread.min() == spread.max()
                ? number(spread.median())
                : "%s (%s–%s)"
                    .formatted(number(spread.median()), number(spread.min()), number(spread.max())))
        .orElse(NOT_MEASURED);
  }

  private static String number(long thousandths) {
    double number = thousandths / 1000.0;
    String format = number >= 100 ? "%.0f" : number >= 1 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }

  String parts() {
    StringBuilder text =
        new StringBuilder(
            """
            | system | host | part | processes | RSS, MiB | PSS, MiB | CPU at rest, % | syncs/h |
            |---|---|---|---|---|---|---|---|
            """);
    for (String system : report.systems()) {
      List<CellCost.Measured> measured = report.of(system);
      for (List<String> place : places(measured)) {
        text.append(part(system, place.getFirst(), place.getLast(), measured));
      }
    }
    return text.toString();
  }

  private static List<List<String>> places(List<CellCost.Measured> measured) {
    SortedSet<String> hosts =
        measured.stream()
            .flatMap(one -> one.hosts().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    List<List<String>> places = new ArrayList<>();
    for (String host : hosts) {
      measured.stream()
          .flatMap(one -> Optional.ofNullable(one.hosts().get(host)).stream())
          .flatMap(found -> found.parts().keySet().stream())
          .distinct()
          .sorted()
          .forEach(part -> places.add(List.of(host, part)));
    }
    return places;
  }

  private static String part(
      String system, String host, String part, List<CellCost.Measured> measured) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            system,
            host,
            part,
            median(measured, one -> cost(one, host, part).map(it -> (double) it.processes())),
            median(measured, one -> cost(one, host, part).map(it -> it.rssKib() / KIB_PER_MIB)),
            median(measured, one -> cost(one, host, part).map(it -> it.pssKib() / KIB_PER_MIB)),
            median(
                measured,
                one -> cost(one, host, part).map(it -> 100.0 * it.restCpuMs() / one.restMs())),
            part.equals(Part.POSTGRESQL.id())
                ? "not counted"
                : median(measured, one -> syncs(one, host + " " + part)));
  }

  private static Optional<CellCost.PartCost> cost(
      CellCost.Measured measured, String host, String part) {
    return Optional.ofNullable(measured.hosts().get(host))
        .flatMap(found -> Optional.ofNullable(found.parts().get(part)));
  }

  private static Optional<Double> syncs(CellCost.Measured measured, String place) {
    return measured
        .syncs()
        .flatMap(syncs ->
            Optional.ofNullable(syncs.counts().get(place))
                .map(count -> (double) count * HOUR_MS / measured.restMs()));
  }
}
