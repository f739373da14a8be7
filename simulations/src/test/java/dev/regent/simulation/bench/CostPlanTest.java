package dev.regent.simulation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.simulation.command.Words;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostPlanTest {
  @Test
  void everythingOnceWhenNothingIsSaid() throws Words.Wrong {
    assertThat(plan())
        .isEqualTo(new CostPlan(1, true, true, Duration.ofSeconds(60), List.of(1, 10, 100, 1000)));
  }

  @Test
  void oneCellHasNoFleetAndAFleetNoCell() throws Words.Wrong {
    assertThat(plan("--only", "cell", "--against", "none"))
        .isEqualTo(new CostPlan(1, true, false, Duration.ofSeconds(60), List.of()));
    assertThat(plan("--only", "fleet", "--databases", "7", "--rest", "10", "--runs", "2"))
        .isEqualTo(new CostPlan(2, false, false, Duration.ofSeconds(10), List.of(7)));
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThatThrownBy(() -> plan("--databases", "10,0"))
        .hasMessage("--databases takes numbers from 1 to 2000, got: 0");
    assertThatThrownBy(() -> plan("--rest", "9")).hasMessage("--rest is 10 to 3600, got: 9");
    assertThatThrownBy(() -> plan("--against", "stolon"))
        .hasMessage("--against takes [patroni, none], got: stolon");
  }

  private static CostPlan plan(String... words) throws Words.Wrong {
    return CostPlan.of(Words.of("bench", List.of(words), CostPlan.OPTIONS));
  }
}
