package dev.regent.simulation.world.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolumeTest {
  private final Agenda agenda = new Agenda();
  private final Volume volume = new Volume(agenda);
  private final Life life = new Life("writer");
  private final List<String> written = new ArrayList<>();

  private void write(String what) {
    volume.whenItAnswers(life, () -> written.add(what));
  }

  private void runAll() {
    while (agenda.step(Nanos.SECOND)) {
      // All that is due.
    }
  }

  @Test
  void aSoundOneIsWrittenAtOnce() {
    write("a");

    assertThat(written).containsExactly("a");
  }

  @Test
  void whatWaitsIsWrittenInOrderOnceItAnswers() {
    volume.stall();
    write("a");
    write("b");
    runAll();
    assertThat(written).isEmpty();

    volume.mend();
    runAll();

    assertThat(written).containsExactly("a", "b");
  }

  @Test
  void whoDiedMeanwhileWritesNothing() {
    volume.stall();
    write("a");
    life.end();

    volume.mend();
    runAll();

    assertThat(written).isEmpty();
  }

  @Test
  void aFullOneHasRoomAgainWhenItIsMended() {
    volume.fill();
    assertThat(volume.isFull()).isTrue();

    volume.mend();

    assertThat(volume.isFull()).isFalse();
  }
}
