package dev.regent.simulation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DualWritesTest {
  @Test
  void aSwitchoverThereAndBackIsNoDualWrite() {
    var history =
        new History()
            .commit("a", 2, 0, 10)
            .commit("a", 2, 20, 30)
            .commit("b", 3, 100, 110)
            .commit("b", 3, 120, 130)
            .commit("a", 4, 200, 210);
    assertThat(millis(history)).isZero();
  }

  @Test
  void anAnswerThatWasOnItsWayProvesNothing() {
    var history =
        new History().commit("a", 2, 0, 10).commit("b", 3, 100, 110).commit("a", 2, 20, 150);
    assertThat(millis(history)).isZero();
  }

  @Test
  void anOldPrimaryThatGoesOnCountsUntilTheFirstOfBothEnds() {
    var history =
        new History()
            .commit("a", 2, 0, 10)
            .commit("b", 3, 90, 100)
            .commit("a", 2, 120, 130)
            .commit("a", 2, 140, 150)
            .commit("b", 3, 180, 190);
    assertThat(millis(history)).isEqualTo(50);
  }

  @Test
  void oneCommitOfEachIsEnoughToBeSeen() {
    var history = new History().commit("a", 2, 0, 1).commit("b", 3, 9, 10).commit("a", 2, 10, 12);
    assertThat(millis(history)).isEqualTo(1);
  }

  @Test
  void aRestartInPlaceIsOneNode() {
    var history = new History().commit("a", 2, 0, 10).commit("a", 3, 5, 20).commit("a", 2, 25, 30);
    assertThat(millis(history)).isZero();
  }

  @Test
  void nothingHappened() {
    assertThat(millis(new History())).isZero();
  }

  private static long millis(History history) {
    return DualWrites.proven(history.all()).toMillis();
  }
}
