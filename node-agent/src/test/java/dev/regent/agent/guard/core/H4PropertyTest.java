package dev.regent.agent.guard.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.guard.GuardSettings.WatchdogSettings;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.config.settings.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** H4 over many random lives of a machine, under the timings that are shipped. */
@DisplayName("H4: over random lives of a machine")
class H4PropertyTest {
  private static final int LIVES = 300;

  @Test
  @DisplayName("H4: frozen at any moment it is reset before the lease ends; living, never")
  void aMachineIsResetIfAndOnlyIfItStandsStill() {
    for (LeaseTimings lease : List.of(Profile.DEFAULT.lease(), Profile.FAST.lease())) {
      long covered = 0;
      long atRisk = 0;
      for (long seed = 1; seed <= LIVES; seed++) {
        WatchedMachine machine = new WatchedMachine(seed, clockwork(lease));
        machine.run(Duration.ofMillis(2_000 + new Random(seed).nextInt(20_000)));
        boolean resets = machine.frozen().isPresent();
        covered += resets && machine.isAtRisk() ? 1 : 0;
        atRisk += machine.isAtRisk() ? 1 : 0;
      }
      // Not covered is the moment between an arming and its first feed, and a renewal that came
      // too late to feed under.
      assertThat(atRisk).isGreaterThan(LIVES / 2);
      assertThat(covered).isGreaterThan(atRisk * 95 / 100);
    }
  }

  private static WatchedMachine.Clockwork clockwork(LeaseTimings lease) {
    return new WatchedMachine.Clockwork(
        lease.holderValidity(),
        lease.renewInterval(),
        new WatchdogTerms(false, WatchdogSettings.timeoutFor(lease.ttl()), lease.guardBudget()));
  }
}
