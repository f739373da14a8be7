package dev.regent.simulation.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I9: whatever is cut, two nodes that can talk go on with a leased, commanded primary")
class CutTableTest {
  /** 15 cuts, 3 leaders, 2 primaries, the third node fast and slow. */
  private static final int ROWS = 15 * 3 * 2 * 2;

  @Test
  void everyRowSettlesWithinTheBound() {
    assertThat(CutTable.rows())
        .hasSize(ROWS)
        .doesNotHaveDuplicates()
        .allSatisfy(row -> assertThat(CutRun.of(row).missing()).as("%s", row).isEmpty());
  }
}
