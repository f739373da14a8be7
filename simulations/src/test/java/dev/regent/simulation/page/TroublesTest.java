package dev.regent.simulation.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Recording.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second passes between two steps; the run ends at 9. */
class TroublesTest {
  private static Recording recording(String... steps) {
    List<Mark> marks = new ArrayList<>();
    for (String step : steps) {
      marks.add(new Mark(marks.size(), Kind.FAULT, step));
    }
    return new Recording(
        List.of("a", "b", "w"),
        new TreeMap<>(Map.of("primary", "a", "standby", "b", "witness", "w")),
        List.of(),
        marks,
        List.of(),
        List.of(),
        List.of(),
        1,
        9,
        0,
        true,
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "isolate primary, heal, 1",
    "isolate a, mend primary <-> w, 1",
    "isolate a, mend b <-> w, 9",
    "power off a, power on primary, 1",
    "power off a, power on b, 9",
    "power off a, heal, 9",
    "freeze a, wake daemon a, 9",
    "freeze a, wake a, 1",
    "freeze daemon a, wake a, 9",
    "freeze daemon a, wake daemon a, 1",
    "cut a -> b, reconnect primary -> standby, 1",
    "cut replication a -> b, reconnect replication a -> b, 1",
    "cut heartbeats a <-> w, mend a <-> w, 1",
    "lose 30% a <-> b, heal, 1",
    "delay 250ms a -> w, power on a, 9",
    "pause, resume, 1",
    "ask a pause, ask w resume, 1",
    "membership sees only a/b, membership sees only a/b/w, 1",
    "lose journal b, power on b, 1",
    "lose data b, heal, 0",
    "kill postmaster a, wake postgres a, 0",
    "do something new with a, heal, 0",
  })
  void aFaultLastsUntilItsEnd(String begins, String ends, long until) {
    Trouble first = Troubles.of(recording(begins, ends)).getFirst();

    assertThat(first.from()).isZero();
    assertThat(first.to()).isEqualTo(until);
    assertThat(first.text()).isEqualTo(begins);
  }

  @ParameterizedTest
  @CsvSource({"isolate primary, a", "cut a -> witness, a w", "pause, ''", "ask b pause, ''"})
  void aFaultTouchesTheNodesThatItNames(String step, String nodes) {
    assertThat(String.join(" ", Troubles.of(recording(step)).getFirst().nodes())).isEqualTo(nodes);
  }
}
