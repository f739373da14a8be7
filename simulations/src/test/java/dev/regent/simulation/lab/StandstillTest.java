package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static Duration longest(long... beatsAtMs) {
    Iterator<MonotonicTime> times =
        LongStream.of(beatsAtMs).mapToObj(StandstillTest::at).iterator();
    Standstill standstill = new Standstill(times::next);
    for (long _ : beatsAtMs) {
      standstill.run();
    }
    return standstill.longest();
  }

  private static MonotonicTime at(long ms) {
    return new MonotonicTime(Duration.ofMillis(ms).toNanos());
  }

  @Test
  void isTheLongestTimeThatABeatCameLate() {
    assertThat(longest(100, 110, 350, 360, 380)).isEqualTo(Duration.ofMillis(230));
  }

  @Test
  void doesNotCountWhatWasBeforeTheFirstBeat() {
    assertThat(longest(540, 550, 561)).isEqualTo(Duration.ofMillis(1));
  }
}
