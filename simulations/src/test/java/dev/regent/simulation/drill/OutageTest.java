package dev.regent.simulation.drill;

import static dev.regent.simulation.drill.History.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageTest {
  @Test
  void startsWithTheLastAcknowledgementBeforeTheFault() {
    var history = new History().commit("a", 2, 70, 80).commit("b", 3, 990, 1000);
    assertThat(millis(history, 100, 1010)).isEqualTo(920);
  }

  @Test
  void isTheLongestOfSeveral() {
    var history =
        new History()
            .commit("a", 2, 90, 95)
            .commit("a", 2, 290, 300)
            .commit("b", 3, 790, 800)
            .commit("b", 3, 810, 820);
    assertThat(millis(history, 100, 830)).isEqualTo(500);
  }

  @Test
  void whatEndedBeforeTheFaultDoesNotCount() {
    var history =
        new History().commit("a", 2, 0, 1).commit("a", 2, 900, 901).commit("a", 2, 920, 921);
    assertThat(millis(history, 910, 930)).isZero();
  }

  @Test
  void aPauseOfLessThanFiveBeatsIsNone() {
    var history = new History().commit("a", 2, 90, 95).commit("a", 2, 190, 194);
    assertThat(millis(history, 100, 200)).isZero();
    history.commit("a", 2, 290, 295);
    assertThat(millis(history, 100, 300)).isEqualTo(101);
  }

  @Test
  void isOpenWhenNobodyCouldWriteAnyMore() {
    var history = new History().commit("a", 2, 70, 80);
    assertThat(millis(history, 100, 5080)).isEqualTo(5000);
  }

  @Test
  void countsFromTheFaultWhenThereWasNothingBefore() {
    assertThat(millis(new History(), 100, 400)).isEqualTo(300);
  }

  private static long millis(History history, long fault, long end) {
    return Outage.longest(history.all(), at(fault), at(end)).toMillis();
  }
}
