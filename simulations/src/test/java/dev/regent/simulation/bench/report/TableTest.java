package dev.regent.simulation.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  private final String table = Table.of(Example.report());

  @Test
  void comparesMediansAndMarksWhatWasUnsafe() {
    assertThat(table)
        .contains("| fault | regent default sync | patroni default sync |")
        .contains("| `daemon-frozen` | 0.50 (0.40–0.60) | 0.90, **2w 31.9**, **lost 1559** |");
  }

  @Test
  void countsRunsMovesDisturbancesAndWhatNeverBecameRedundant() {
    assertThat(table)
        .contains(
            "| `daemon-frozen` | regent default sync | 2 | 0.50 (0.40–0.60) | 0.00 | 0"
                + " | 2.50 (2.00–3.00) | 1 of 2 | 1 |")
        .contains(
            "| `daemon-frozen` | patroni default sync | 2 | 0.90 | 31.9 | 1559"
                + " | -, never in 1 | 1 of 1 | 0 |");
  }

  @Test
  void saysWhyARunHasNoFigure() {
    assertThat(table).contains("patroni default sync, run 2: it did not start");
  }

  @Test
  void hasTheFloorBeside() {
    assertThat(table).contains("by PostgreSQL itself: 0.31.");
  }

  @Test
  void saysHowManyRunsWereDisturbed() {
    assertThat(table).contains("**Disturbed were 1 of 4 runs**");
  }

  @Test
  void saysAnOutcomeInALine() {
    assertThat(Table.line(Example.report().outcomes().getFirst()))
        .isEqualTo(
            "daemon-frozen run 1 of regent default sync: outage 0.40 s, both writable 0.00 s,"
                + " lost 0, redundant after 2.00 s, primary a to b");
  }
}
