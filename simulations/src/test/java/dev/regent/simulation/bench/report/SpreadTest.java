package dev.regent.simulation.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void middleOfAnOddNumber() {
    assertThat(Spread.of(List.of(900L, 100L, 300L))).contains(new Spread(300, 100, 900));
  }

  @Test
  void meanOfTheTwoInTheMiddle() {
    assertThat(Spread.of(List.of(4L, 1L, 2L, 100L))).contains(new Spread(3, 1, 100));
  }

  @Test
  void nothingFromNothing() {
    assertThat(Spread.of(List.of())).isEmpty();
  }

  @Test
  void saysTheEndsOnlyWhenThereAreAny() {
    assertThat(new Spread(1234, 1234, 1234).text()).isEqualTo("1.23");
    assertThat(new Spread(31_700, 9_994, 34_500).text()).isEqualTo("31.7 (9.99–34.5)");
  }
}
