package dev.regent.simulation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.simulation.bench.contender.Entry;
import dev.regent.simulation.command.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchPlanTest {
  @Test
  void allAsShippedWhenNothingIsSaid() throws Words.Wrong {
    BenchPlan plan = plan();
    assertThat(plan.runs()).isEqualTo(5);
    assertThat(plan.entries().stream().map(Entry::label))
        .containsExactly(
            "regent default sync", "patroni default sync", "pg_auto_failover default sync");
    assertThat(plan.faults()).hasSize(9).startsWith("postmaster-killed");
  }

  @Test
  void everyProductInEverySetting() throws Words.Wrong {
    BenchPlan plan =
        plan("--against", "patroni", "--settings", "default,fast", "--mode", "sync,async");
    assertThat(plan.entries().stream().map(Entry::label))
        .containsExactly(
            "regent default sync",
            "patroni default sync",
            "regent default async",
            "patroni default async",
            "regent fast sync",
            "patroni fast sync",
            "regent fast async",
            "patroni fast async");
  }

  @Test
  void faultsComeInTheirOwnOrder() throws Words.Wrong {
    assertThat(plan("--only", "switchover,postmaster-killed").faults())
        .containsExactly("postmaster-killed", "switchover");
  }

  @Test
  void nobodyElseWhenToldSo() throws Words.Wrong {
    assertThat(plan("--against", "none").entries()).hasSize(1);
  }

  @Test
  void oneOfThemAloneWhenToldSo() throws Words.Wrong {
    assertThat(plan("--systems", "patroni").entries().stream().map(Entry::label))
        .containsExactly("patroni default sync");
    assertThatThrownBy(() -> plan("--against", "none", "--systems", "patroni"))
        .isInstanceOf(Words.Wrong.class);
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThatThrownBy(() -> plan("--against", "repmgr"))
        .hasMessage("--against takes [patroni, pg_auto_failover], got: repmgr");
    assertThatThrownBy(() -> plan("--runs", "0")).hasMessage("--runs is 1 to 100, got: 0");
  }

  private static BenchPlan plan(String... words) throws Words.Wrong {
    return BenchPlan.of(Words.of("bench", List.of(words), BenchPlan.OPTIONS));
  }
}
