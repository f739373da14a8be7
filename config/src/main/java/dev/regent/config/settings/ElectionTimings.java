package dev.regent.config.settings;

import java.time.Duration;

/**
 * The clockwork of the ledger's leadership (L8, R7).
 *
 * <p><b>Invariants.</b> Those of {@link ElectionRules}.
 *
 * @param beatInterval how often a leader beats, and an agent reports
 * @param electionTimeout silence of the leader after which a voter may stand; also the time without
 *     acks after which a leader stops
 * @param stagger added once per place in the voter order (witnesses first), so that candidates
 *     rarely duel
 */
public record ElectionTimings(Duration beatInterval, Duration electionTimeout, Duration stagger) {
  public ElectionTimings {
    InvalidSettings.throwIfAny(ElectionRules.violations(beatInterval, electionTimeout, stagger));
  }
}
