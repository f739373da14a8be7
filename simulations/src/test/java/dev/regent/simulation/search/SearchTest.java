package dev.regent.simulation.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real core, in every order of events up to the small bounds. */
class SearchTest {
  @ParameterizedTest
  @EnumSource(Layer.class)
  void noStateWithinTheSmallBoundsBreaksARule(Layer layer) {
    for (Bounds bounds : layer.small()) {
      Outcome outcome = Search.run(bounds);

      assertThat(outcome.trace().map(Outcome.Trace::text)).as("%s", bounds).isEmpty();
      assertThat(outcome.complete()).as("%s", bounds).isTrue();
    }
  }
}
