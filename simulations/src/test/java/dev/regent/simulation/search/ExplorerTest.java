package dev.regent.simulation.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplorerTest {
  /** Two counters that go up by one each, and what must not be reached. */
  private record Counters(int most, List<Integer> forbidden) implements Space {
    @Override
    public int[] start() {
      return new int[] {0, 0};
    }

    @Override
    public void expand(int[] state, Sink sink) {
      for (int i = 0; i < state.length; i++) {
        if (state[i] < most) {
          int counter = i;
          sink.reached(Rows.put(state, i, state[i] + 1), () -> "up " + counter);
        }
      }
    }

    @Override
    public Optional<String> violation(int[] state) {
      return Arrays.stream(state).boxed().toList().equals(forbidden)
          ? Optional.of("there")
          : Optional.empty();
    }
  }

  @Test
  void meetsEachStateOnceAndEachStepOnce() {
    Outcome outcome = Explorer.explore(new Counters(999, List.of()), Long.MAX_VALUE, (_, _) -> {});

    assertThat(outcome)
        .isEqualTo(new Outcome(1_000_000, 2 * 999 * 1000, 2 * 999, true, Optional.empty()));
  }

  @Test
  void goesAShortestWay() {
    Outcome outcome =
        Explorer.explore(new Counters(200, List.of(130, 1)), Long.MAX_VALUE, (_, _) -> {});

    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.depth()).isEqualTo(131);
    assertThat(outcome.trace().orElseThrow().steps()).hasSize(131).containsOnly("up 0", "up 1");
  }

  @Test
  void tellsNowAndThenHowFarItIs() {
    List<Long> seen = new ArrayList<>();
    Explorer.explore(
        new Counters(199, List.of()), Long.MAX_VALUE, (visited, waiting) -> seen.add(visited));

    assertThat(seen).hasSize(40_000 / 4_096).startsWith(4_096L, 8_192L);
  }

  @Test
  void saysWhenItGivesUp() {
    Outcome outcome = Explorer.explore(new Counters(200, List.of()), 1000, (_, _) -> {});

    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.trace()).isEmpty();
  }
}
