package dev.regent.simulation.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.world.base.Nanos;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "12, 1", "13, 2", "45, 5", "120, 10", "600, 60", "100000, 10800"})
  void ticksAreWholeSecondsAndNeverMoreThanThirteen(long seconds, long step) {
    var ticks = new Scale(seconds * Nanos.SECOND).ticks();

    assertThat(ticks).hasSizeBetween(2, 13).first().isEqualTo(0L);
    assertThat(ticks.get(1)).isEqualTo(step * Nanos.SECOND);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5, 50", "10, 100", "11, 100"})
  void placesArePercentOfTheWidth(long second, double percent) {
    assertThat(new Scale(10 * Nanos.SECOND).percent(second * Nanos.SECOND)).isEqualTo(percent);
  }
}
