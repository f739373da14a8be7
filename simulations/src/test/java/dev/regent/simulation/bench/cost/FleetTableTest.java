package dev.regent.simulation.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.bench.fleet.FleetCost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetTableTest {
  private static final FleetCost ONE = Costs.fleet(1, 200 * 1024, 1_200, Optional.of(4_000L));
  private static final long MIB = 1024;

  @Test
  void dividesAmongDatabases() {
    FleetCost many = Costs.fleet(1000, 200 * MIB + 999 * 100, 12_000, Optional.of(5_900L));
    assertThat(table(ONE, many).text())
        .contains("| 1 | 64 | 200 | 200 | - | 2.0 | 2.000 | 10.0 | 4.00 | 4.50 | 4.00 | 0.00 |")
        .contains(
            "| 1000 | 64 | 297 | 297 | 100 | 20.0 | 0.020 | 10.0 | 4.00 | 4.50 | 5.90 | 1.90 |");
  }

  @Test
  void meetsItsTargets() {
    FleetCost good = Costs.fleet(1000, 511 * MIB, 15_000, Optional.of(6_000L));
    assertThat(table(good).targets())
        .contains("at rest and after | 512 MiB | met |")
        .contains("of a core at rest | 25.0 % | met |")
        .contains("of the first | 2.00 s | met |");
  }

  @Test
  void missesItsTargetsByALittle() {
    FleetCost bad = Costs.fleet(1000, 512 * MIB, 15_060, Optional.of(6_001L));
    assertThat(table(bad).targets())
        .contains("| 513 MiB | **missed** |", "| 25.1 % | **missed** |")
        .contains("of the first | 2.00 s | **missed** |");
  }

  @Test
  void notAllMovedIsMissed() {
    assertThat(table(Costs.fleet(1000, MIB, 10, Optional.empty())).targets())
        .contains("| only 999 moved | **missed** |");
  }

  @Test
  void saysWhenItWasDisturbed() {
    assertThat(table(Costs.disturbedFleet()).targets()).contains("| met, disturbed |");
  }

  @Test
  void aRunThatFailedLeavesTheTargetsOpen() {
    FleetCost good = Costs.fleet(1000, MIB, 10, Optional.of(4_000L));
    FleetCost failed = new FleetCost(1000, 2, 64, Optional.empty(), List.of("no"));
    assertThat(table(good, failed).targets())
        .contains("| not measured | open |")
        .doesNotContain("met");
    assertThat(table(ONE).targets()).contains("| not measured | open |");
  }

  private static FleetTable table(FleetCost... fleets) {
    return new FleetTable(List.of(fleets));
  }
}
