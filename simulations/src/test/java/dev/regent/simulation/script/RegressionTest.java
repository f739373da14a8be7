package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.world.base.Nanos;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds that once failed; what each showed is in docs/simulator-finds.md. */
class RegressionTest {

  @ParameterizedTest
  @CsvSource({
    "5, 60",
    "16, 60",
    "18, 60",
    "26, 60",
    "44, 60",
    "57, 60",
    "63, 60",
    "161, 60",
    "162, 60",
    "267, 120",
    "1008, 120",
    "1232, 120",
    "1453, 120",
    "1609, 120",
    "1935, 120",
    "1959, 120",
    "2009, 120",
    "2077, 120",
    "2193, 120",
    "5000, 90",
    "5014, 90",
    "5042, 90",
    "5103, 90",
    "5120, 90",
    "20178, 120"
  })
  void aSeedThatFailedOnceIsGood(long seed, long seconds) {
    Trial.Outcome outcome = Trial.run(Variants.of(seed), seconds * Nanos.SECOND, false);

    assertThat(outcome.failure()).isEmpty();
  }

  /**
   * As {@code regent simulate fuzz} runs them: every second one is guided to the protocol's steps.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(
      longs = {
        2000752, 2001828, 2006258, 2007736, 2010424, 2011058, 2011967, 2015154, 2015516, 2020194,
        2027456, 2030710, 2031222, 2048376, 2092536, 2096576
      })
  void aSeedOfTheFuzzCommandThatFailedOnceIsGood(long seed) {
    assertThat(Trial.ofSeed(seed, 60 * Nanos.SECOND).failure()).isEmpty();
  }
}
