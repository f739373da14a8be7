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
        Arguments.of(timings(5850, 400, 30_000, 250), List.of()),
        Arguments.of(timings(5851, 400, 30_000, 250), List.of("switchover-stop-timeout")),
        Arguments.of(timings(5000, 200, 30_000, 250), List.of()),
        Arguments.of(timings(5000, 199, 30_000, 250), List.of("standby-grace")),
        Arguments.of(timings(5000, 3399, 30_000, 250), List.of()),
        Arguments.of(timings(5000, 3400, 30_000, 250), List.of("standby-grace")),
        Arguments.of(timings(5000, 400, 3400, 250), List.of()),
        Arguments.of(timings(5000, 400, 3399, 250), List.of("restart-deadline")),
        Arguments.of(timings(5000, 400, 30_000, 3399), List.of()),
        Arguments.of(restartingFirst(30_000), List.of()),
        Arguments.of(restartingFirst(30_001), List.of("restart-first")),
        Arguments.of(
            timings(6000, 3400, 1, 3400),
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
    assertThat(TimingRules.violations(clockwork(3399), List.of())).isEmpty();
    assertThat(TimingRules.violations(clockwork(3400), List.of())).hasSize(1);
  }

  private static RoleTimings timings(int stop, int grace, int deadline, int wait) {
    return new RoleTimings(
        millis(stop), millis(grace), millis(deadline), Duration.ZERO, millis(wait));
  }

  private static RoleTimings restartingFirst(int first) {
    return new RoleTimings(millis(5000), millis(400), millis(30_000), millis(first), millis(250));
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
