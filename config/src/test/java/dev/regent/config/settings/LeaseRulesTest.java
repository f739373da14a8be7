package dev.regent.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LeaseRulesTest {
  /** Each relation on both sides of its border, from the default lease: ttl, renew, suspect, ... */
  static Stream<Arguments> borders() {
    return Stream.of(
        Arguments.of(lease("4000 500 3000 5 600 300"), List.of()),
        Arguments.of(lease("4000 500 1601 5 600 300"), List.of()),
        Arguments.of(lease("4000 500 1600 5 600 300"), List.of("suspect-time")),
        Arguments.of(lease("4000 500 3799 5 600 300"), List.of()),
        Arguments.of(lease("4000 500 3800 5 600 300"), List.of("suspect-time")),
        Arguments.of(lease("4000 1066 3000 5 600 300"), List.of()),
        Arguments.of(lease("4000 1067 3000 5 600 300"), List.of("ttl")),
        Arguments.of(lease("4000 500 3000 5 600 599"), List.of()),
        Arguments.of(lease("4000 500 3000 5 600 600"), List.of("guard-budget")),
        Arguments.of(lease("60000 500 3000 5 600 300"), List.of()),
        Arguments.of(lease("60001 500 3000 5 600 300"), List.of("ttl")),
        Arguments.of(lease("4000 500 3000 20 600 300"), List.of()),
        Arguments.of(lease("4000 500 3000 21 600 300"), List.of("clock-rate-bound")),
        Arguments.of(lease("4000 500 3000 -1 600 300"), List.of("clock-rate-bound")),
        Arguments.of(
            lease("0 0 0 5 0 -1"),
            List.of("ttl", "renew-interval", "suspect-time", "fence-budget", "guard-budget")),
        Arguments.of(
            lease("1000 900 1000 5 600 600"),
            List.of("suspect-time", "suspect-time", "ttl", "guard-budget")));
  }

  @ParameterizedTest
  @MethodSource("borders")
  void tellsEveryRelationThatDoesNotHold(LeaseRules.Lease lease, List<String> blamed) {
    assertThat(LeaseRules.violations(lease))
        .map(violation -> violation.keys().getFirst())
        .containsExactlyElementsOf(blamed.stream().map("regent.cell.lease."::concat).toList());
  }

  @Test
  void constructorTellsAllOfThemToo() {
    assertThatThrownBy(() -> lease("1000 900 1000 5 600 600").timings())
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("lease.suspect-time")
        .hasMessageContaining("lease.guard-budget");
  }

  /**
   * The round sent first after a lost one is acknowledged, one interval later, before H2 fences.
   */
  @Test
  void oneLostRoundFencesInNoProfile() {
    for (Profile profile : List.of(Profile.DEFAULT, Profile.FAST)) {
      LeaseTimings lease = profile.lease();
      assertThat(lease.renewInterval().multipliedBy(3)).isLessThan(lease.fenceAfter());
    }
    assertThat(Profile.DEFAULT.lease().fenceAfter()).isEqualTo(Duration.ofMillis(3200));
    assertThat(Profile.DEFAULT.lease().guardAfter()).isEqualTo(Duration.ofMillis(3500));
    assertThat(Profile.FAST.lease().fenceAfter()).isEqualTo(Duration.ofMillis(1360));
    assertThat(Profile.FAST.lease().guardAfter()).isEqualTo(Duration.ofMillis(1510));
  }

  /** Milliseconds and percent, in the order of the record. */
  private static LeaseRules.Lease lease(String text) {
    int[] numbers = Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    return new LeaseRules.Lease(
        Duration.ofMillis(numbers[0]),
        Duration.ofMillis(numbers[1]),
        Duration.ofMillis(numbers[2]),
        numbers[3],
        Duration.ofMillis(numbers[4]),
        Duration.ofMillis(numbers[5]));
  }
}
