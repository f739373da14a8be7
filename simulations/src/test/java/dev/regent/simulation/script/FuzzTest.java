package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.world.base.Nanos;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Trouble by chance; each failing seed ever met stays in {@link RegressionTest}. */
class FuzzTest {
  private static final long SEEDS = Long.getLong("regent.seeds", 300);

  private static final long FIRST = Long.getLong("regent.seed", 1);
  private static final long TROUBLE = 60 * Nanos.SECOND;

  @Test
  void everySeedIsSafeAndComesGood() {
    System.out.printf("fuzz: %d seeds from %d%n", SEEDS, FIRST);
    List<String> failures =
        LongStream.range(FIRST, FIRST + SEEDS)
            .parallel()
            .mapToObj(seed -> Trial.ofSeed(seed, TROUBLE).failure())
            .flatMap(Optional::stream)
            .toList();
    assertThat(failures).isEmpty();
  }
}
