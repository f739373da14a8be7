package dev.regent.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.ProtectionMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimingRulesTest {
  /** Each relation on both sides of its border, under the default clockworks. */
  static Stream<Arguments> borders() {
    return Stream.of(
        Arguments.of(timings(5000, 400, 30_000, 250), List.of()),
        Arguments.of(timings(5450, 400, 30_000, 250), List.of()),
        Arguments.of(timings(5451, 400, 30_000, 250), List.of("switchover-stop-timeout")),
        Arguments.of(timings(5000, 200, 30_000, 250), List.of()),
        Arguments.of(timings(5000, 199, 30_000, 250), List.of("standby-grace")),
        Arguments.of(timings(5000, 2999, 30_000, 250), List.of()),
        Arguments.of(timings(5000, 3000, 30_000, 250), List.of("standby-grace")),
        Arguments.of(timings(5000, 400, 3000, 250), List.of()),
        Arguments.of(timings(5000, 400, 2999, 250), List.of("restart-deadline")),
        Arguments.of(timings(5000, 400, 30_000, 2999), List.of()),
        Arguments.of(
            timings(6000, 3000, 1, 3000),
            List.of(
                "switchover-stop-timeout", "standby-grace", "candidate-wait", "restart-deadline")));
  }

  @ParameterizedTest
  @MethodSource("borders")
  void tellsWhichTimingsDoNotFit(RoleTimings timings, List<String> blamed) {
    assertThat(TimingRules.violations(clockwork(1000), List.of(database(timings))))
        .map(violation -> violation.keys().getFirst())
        .containsExactlyElementsOf(
            blamed.stream().map("regent.cell.databases[orders].timings."::concat).toList());
  }

  @Test
  void replacesALostLeaderBeforeThePrimaryIsSuspect() {
    assertThat(TimingRules.violations(clockwork(2999), List.of())).isEmpty();
    assertThat(TimingRules.violations(clockwork(3000), List.of())).hasSize(1);
  }

  private static RoleTimings timings(int stop, int grace, int deadline, int wait) {
    return new RoleTimings(millis(stop), millis(grace), millis(deadline), millis(wait));
  }

  private static CellRules.Clockwork clockwork(int electionTimeout) {
    return new CellRules.Clockwork(
        Profile.DEFAULT.lease(),
        new ElectionTimings(millis(200), millis(electionTimeout), millis(150)));
  }

  private static DatabaseSettings database(RoleTimings timings) {
    return new DatabaseSettings(
        new DatabaseName("orders"),
        List.of(),
        ProtectionMode.AVAILABILITY,
        1,
        0,
        List.of(),
        Optional.empty(),
        timings);
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}
