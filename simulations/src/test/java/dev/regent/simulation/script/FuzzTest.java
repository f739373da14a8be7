package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.world.base.Nanos;
import org.junit.jupiter.api.Test;

/** Trouble by chance; each failing seed ever met stays in {@link RegressionTest}. */
class FuzzTest {
  private static final long SEEDS = Long.getLong("regent.seeds", 300);
  private static final long FIRST = Long.getLong("regent.seed", 1);
  private static final long TROUBLE = 120 * Nanos.SECOND;

  @Test
  void everySeedIsSafeAndComesGood() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Trial.Outcome outcome = Trial.run(Variants.of(seed), TROUBLE, false);
      assertThat(outcome.failure()).isEmpty();
    }
  }
}
