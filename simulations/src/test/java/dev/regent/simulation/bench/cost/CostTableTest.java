package dev.regent.simulation.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostTableTest {
  private final CostReport report =
      Costs.none().with(Costs.cell(1, 600, 5)).with(Costs.cell(2, 1_200, 300));
  private final String table = CostTable.of(report);

  @Test
  void addsHostsWithoutPostgresql() {
    assertThat(table)
        .contains("| memory of all hosts, RSS, MiB | 150 |")
        .contains("| memory of all hosts, PSS, MiB | 100 |")
        .contains("| memory of host a, RSS, MiB | 100 |")
        .contains("| memory of host b, RSS, MiB | not measured |")
        .contains("| CPU at rest, all hosts, % of a core | 2.0 (1.5–2.5) |");
  }

  @Test
  void aFailoverIsBesideTheSameHostsAtRestForAsLong() {
    assertThat(table)
        .contains("after the primary's host was killed | 2.5 |")
        .contains("| of the same hosts in 60 s at rest | 0.60 |")
        .contains("| another server was primary after, s | 4.0 |");
  }

  @Test
  void tellsReplicationFromControl() {
    assertThat(table)
        .contains("| control on the wire at rest, kB/s a node | 1.0 |")
        .contains("| PostgreSQL's port at rest, kB/s a data node | 1.0 |");
  }

  @Test
  void countsSyncsForAnHour() {
    assertThat(table)
        .contains("| syncs an hour at rest, all hosts | 240 |")
        .contains("| regent | a | regent daemon | 1.0 | 100 | 50.0 | 1.5 (1.0–2.0) | 240 |")
        .contains("| regent | w | regent daemon | 1.0 | 50.0 | 50.0 | 0.50 | not measured |");
  }

  @Test
  void countsDisturbedRuns() {
    assertThat(table).contains("| runs, of them disturbed | 2, 1 |");
  }

  @Test
  void whatCouldNotBeMeasuredIsNoZero() {
    CostReport failed = Costs.none().with(Costs.failed("it did not start"));
    assertThat(CostTable.of(failed))
        .contains("| memory of all hosts, RSS, MiB | not measured |")
        .contains("- regent, run 1: it did not start\n");
    assertThat(failed.isRegentMeasured()).isFalse();
    assertThat(report.isRegentMeasured()).isTrue();
  }

  @Test
  void skippedIsSaidApart() {
    CellCost cell = Costs.cell(1, 600, 5);
    CellCost skipping =
        new CellCost(
            cell.system(), 1, cell.measured(), List.of("syncs to disk: no tracing"), List.of());
    assertThat(CostTable.of(Costs.none().with(skipping)))
        .contains("## What was skipped\n\n- regent, run 1: syncs to disk: no tracing\n")
        .contains("## What went wrong\n\nNothing.\n");
  }

  @Test
  void theFileHasEverything() {
    assertThat(report.json()).contains("\"replicationOut\" : 50000", "\"rssKib\" : 102400");
  }
}
