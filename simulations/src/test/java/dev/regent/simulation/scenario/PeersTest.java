package dev.regent.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of what peers' tests inject has 87 faults. */
class PeersTest {

  @Test
  void everyFaultOfThePeersHasAScenario() {
    assertThat(Scenarios.texts().keySet().stream().filter(id -> id.startsWith("peers-")))
        .extracting(id -> Integer.valueOf(id.substring(6, 8)))
        .containsAll(IntStream.rangeClosed(1, 87).boxed().toList());
  }
}
