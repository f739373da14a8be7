package dev.regent.simulation.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.script.Trial;
import dev.regent.simulation.script.Variants;
import dev.regent.simulation.world.base.Nanos;
import org.junit.jupiter.api.Test;

/** Trouble by chance; on every other seed the disks fail too. */
class FuzzTest {
  private static final long SEEDS = Long.getLong("regent.actorSeeds", 30);
  private static final long FIRST = Long.getLong("regent.actorSeed", 1);
  private static final long TROUBLE = 30 * Nanos.SECOND;
  private static final int SOMETIMES = 20;

  @Test
  void everySeedIsSafeAndComesGood() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      ActorFidelity actors = new ActorFidelity(seed % 2 == 0 ? SOMETIMES : 0);
      Trial.Outcome outcome = Trial.run(Variants.of(seed).at(actors), TROUBLE, false);
      assertThat(outcome.failure()).isEmpty();
    }
  }
}
