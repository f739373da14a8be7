package dev.regent.simulation.lab;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is kept of a trial in a file.
 *
 * @param verdict passed, disturbed, failed or skipped
 * @param why what was not so, or why it was skipped; empty when it passed
 * @param real empty when it was skipped, or broke off
 * @param probes as {@code real}
 */
record TrialRecord(
    String scenario,
    String verdict,
    String why,
    Summary simulated,
    Optional<Summary> real,
    Optional<Probes> probes) {
  static final String SKIPPED = "skipped";

  /**
   * What else the probes saw, in milliseconds: see {@link LabOutcome.Measures}.
   *
   * @param redundantAfterMs empty when that never came
   */
  record Probes(
      long byVipMs,
      long byHostsMs,
      long readsMs,
      long standstillMs,
      Optional<Long> redundantAfterMs) {
    private static Probes of(LabOutcome.Measures seen) {
      return new Probes(
          seen.byVip().toMillis(),
          seen.byHosts().toMillis(),
          seen.reads().toMillis(),
          seen.standstill().toMillis(),
          seen.redundantAfter().map(Duration::toMillis));
    }
  }

  static TrialRecord of(Trial trial) {
    String id = trial.scenario().id();
    Summary simulated = Summary.of(trial.simulated().recording());
    return switch (trial.real()) {
      case Trial.Ran(LabOutcome outcome) ->
          new TrialRecord(
              id,
              outcome.verdict().name().toLowerCase(Locale.ROOT),
              outcome.why(),
              simulated,
              Optional.of(Summary.of(outcome)),
              Optional.of(Probes.of(outcome.measures())));
      case Trial.Skipped(String why) ->
          new TrialRecord(id, SKIPPED, why, simulated, Optional.empty(), Optional.empty());
      case Trial.Broken(String why) ->
          new TrialRecord(id, "failed", why, simulated, Optional.empty(), Optional.empty());
    };
  }
}
