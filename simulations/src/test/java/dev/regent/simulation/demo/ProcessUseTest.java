package dev.regent.simulation.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessUseTest {
  private static final String STAT =
      "7 (a (odd) name) S 1 7 7 0 -1 4194304 100 200 0 0 30 12 5 3 20 0 9 0 123456 0 0";

  @Test
  void countsItselfAndChildrenThatEnded() {
    assertThat(ProcessUse.ticks(STAT)).isEqualTo(30 + 12 + 5 + 3);
  }

  @Test
  void findsALineByItsName() {
    List<String> lines = List.of("SwapPss:   5 kB", "Pss_Anon:  7 kB", "Pss:     123 kB");
    assertThat(ProcessUse.kilobytes(lines, "Pss:")).isEqualTo(123);
    assertThat(ProcessUse.kilobytes(lines, "Rss:")).isZero();
  }

  @Test
  void isOfOneCore() {
    ProcessUse before = new ProcessUse(0, 0, 100);
    assertThat(new ProcessUse(0, 0, 150).cpuPercent(before, Duration.ofSeconds(2))).isEqualTo(25.0);
  }

  @Test
  void readsThisProcess() throws IOException {
    ProcessUse own = ProcessUse.of(ProcessHandle.current().pid());
    assertThat(own.residentKilobytes()).isGreaterThan(1000);
    assertThat(own.cpuTicks()).isPositive();
  }
}
