package dev.regent.simulation.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void isReadAsItWasWritten() {
    Progress progress = new Progress(1, 1000, 3900, 4100, 5200, 17);
    assertThat(Progress.parse(progress.line())).contains(progress);
  }

  @Test
  void anotherLineIsNoProgress() {
    assertThat(Progress.parse("ready 1")).isEmpty();
    assertThat(Progress.parse("12:00 WARN ready 1 moved 2 first 3 median 4 last 5 lag 6"))
        .isEmpty();
  }
}
