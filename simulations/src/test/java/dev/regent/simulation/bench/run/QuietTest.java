package dev.regent.simulation.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietTest {
  @Test
  void idleIsWhatNoProcessorWorkedAndWaitingForDisksIsIdle() {
    Quiet before = Quiet.of("cpu  100 0 50 1000 20 1 2 3 70 0");
    Quiet after = Quiet.of("cpu  110 5 60 1060 30 1 7 3 99 0");
    assertThat(before).isEqualTo(new Quiet(1020, 1176));
    assertThat(after.idleSince(before)).isEqualTo(0.7);
  }

  @Test
  void withoutTimeBetweenNothingIsIdle() {
    Quiet now = new Quiet(1, 2);
    assertThat(now.idleSince(now)).isZero();
  }
}
