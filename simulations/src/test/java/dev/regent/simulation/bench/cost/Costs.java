package dev.regent.simulation.bench.cost;

import dev.regent.simulation.bench.fleet.FleetCost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Costs to test with. */
final class Costs {
  static final String REGENT = "regent";

  private Costs() {}

  static CostReport none() {
    return new CostReport(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of(), List.of());
  }

  /** Two hosts; PostgreSQL's share is larger than all others, so that it shows when counted. */
  static CellCost cell(int run, long restCpuMs, long standstillMs) {
    CellCost.HostCost data =
        new CellCost.HostCost(
            new TreeMap<>(
                Map.of(
                    "regent daemon", new CellCost.PartCost(1, 102_400, 51_200, restCpuMs),
                    "postgresql", new CellCost.PartCost(9, 900_000, 900_000, 900_000))),
            new CellCost.WireCost(40_000, 80_000, 10_000, 50_000));
    CellCost.HostCost witness =
        new CellCost.HostCost(
            new TreeMap<>(Map.of("regent daemon", new CellCost.PartCost(1, 51_200, 51_200, 300))),
            new CellCost.WireCost(30_000, 30_000, 0, 0));
    return new CellCost(
        REGENT,
        run,
        Optional.of(
            new CellCost.Measured(
                60_000,
                new TreeMap<>(Map.of("a", data, "w", witness)),
                Optional.of(new CellCost.Syncs(new TreeMap<>(Map.of("a regent daemon", 4L)))),
                Optional.of(
                    new CellCost.FailoverCost(List.of("w"), 120_000, 2_500, Optional.of(4_000L))),
                standstillMs)),
        List.of(),
        List.of());
  }

  static CellCost failed(String why) {
    return new CellCost(REGENT, 1, Optional.empty(), List.of(), List.of(why));
  }

  static FleetCost fleet(int databases, long rssKib, long cpuMs, Optional<Long> lastMs) {
    return fleet(new Load(databases, rssKib, cpuMs), lastMs, 5);
  }

  static FleetCost disturbedFleet() {
    return fleet(new Load(1000, 1024, 10), Optional.of(4_000L), 200);
  }

  private record Load(int databases, long rssKib, long cpuMs) {}

  private static FleetCost fleet(Load load, Optional<Long> lastMs, long standstillMs) {
    int databases = load.databases();
    long rssKib = load.rssKib();
    return new FleetCost(
        databases,
        1,
        64,
        Optional.of(
            new FleetCost.Measured(
                9_000,
                new FleetCost.Rest(60_000, rssKib, rssKib, load.cpuMs(), 600_000, 1_000),
                lastMs.map(last -> new FleetCost.Failover(4_000, 4_500, last)),
                lastMs.isPresent() ? databases : databases - 1,
                400,
                rssKib + 1024,
                standstillMs,
                7)),
        List.of());
  }
}
