package dev.regent.config.settings;

import java.time.Duration;

/**
 * The clockwork of the lease (V1 to V7, H2, H3, R1). Shared by all nodes of a formation.
 *
 * <p><b>Invariants.</b> Those of {@link LeaseRules}.
 *
 * @param ttl how long a voter's slot is taken by one renewal; also the maximum TTL of the formation
 * @param renewInterval how often the holder asks for a renewal
 * @param suspectTime silence after which a voter suspects the holder (R1)
 * @param clockRateBound rho in percent: the largest difference of two clocks' rates (V5)
 * @param fenceBudget time that the daemon's own fence needs before the lease ends (H2)
 * @param guardBudget time that the guard's kill needs before the lease ends (H3)
 */
public record LeaseTimings(
    Duration ttl,
    Duration renewInterval,
    Duration suspectTime,
    int clockRateBound,
    Duration fenceBudget,
    Duration guardBudget) {

  public LeaseTimings {
    InvalidSettings.throwIfAny(
        LeaseRules.violations(
            new LeaseRules.Lease(
                ttl, renewInterval, suspectTime, clockRateBound, fenceBudget, guardBudget)));
  }

  /** The lease's validity at its holder, counted from the sending of the round (V5). */
  public Duration holderValidity() {
    return validity(ttl, clockRateBound);
  }

  /** Silence of the voters, counted from the sending of a round, after which H2 fences. */
  public Duration fenceAfter() {
    return holderValidity().minus(fenceBudget);
  }

  /** Silence of the voters, counted from the sending of a round, after which the guard kills. */
  public Duration guardAfter() {
    return guardAfter(ttl);
  }

  /** The same where the voters keep their slots for {@code maximumTtl} only (V5). */
  public Duration guardAfter(Duration maximumTtl) {
    Duration least = maximumTtl.compareTo(ttl) < 0 ? maximumTtl : ttl;
    return validity(least, clockRateBound).minus(guardBudget);
  }

  /** The longest silence of a holder that lives and of which one renewal got lost (R1, R7). */
  public Duration oneRenewalLost() {
    return oneRenewalLost(renewInterval, fenceBudget);
  }

  static Duration oneRenewalLost(Duration renewInterval, Duration fenceBudget) {
    return renewInterval.multipliedBy(2).plus(fenceBudget);
  }

  static Duration validity(Duration ttl, int clockRateBound) {
    return ttl.multipliedBy(100 - clockRateBound).dividedBy(100);
  }
}
