package dev.regent.simulation.search;

import dev.regent.config.settings.LeaseTimings;
import java.time.Duration;

/**
 * How far the leases are searched: three voters, and two data nodes that would hold the lease.
 *
 * @param plot what the ledger agrees on meanwhile
 * @param ticksPerTtl into how many steps of the clock a TTL is cut
 * @param ticks how many steps the clock makes
 * @param rounds how many rounds of requests a sends that are not lost altogether; b sends one, and
 *     each one round of releases
 * @param crashes how often a daemon dies and comes back, or its whole machine, all together
 * @param rho in percent, what the holder allows for (V5)
 * @param mostStates where to give up
 */
public record LeaseBounds(
    Plot plot, int ticksPerTtl, int ticks, int rounds, int crashes, int rho, long mostStates)
    implements Bounds {

  /** How much slower than a voter's a holder's clock runs here, in percent: as slow as may be. */
  static final int SLOWER = 20;

  static final Duration TTL = Duration.ofSeconds(6);

  LeaseTimings timings() {
    return new LeaseTimings(
        TTL,
        Duration.ofSeconds(1),
        Duration.ofSeconds(4),
        rho,
        Duration.ofSeconds(1),
        Duration.ofMillis(500));
  }

  /** What a voter's clock shows after so many ticks. */
  Duration atVoter(int ticks) {
    return TTL.multipliedBy(ticks).dividedBy(ticksPerTtl);
  }

  /** What a holder's clock shows after so many ticks. */
  Duration atHolder(int ticks) {
    return atVoter(ticks).multipliedBy(100 - SLOWER).dividedBy(100);
  }
}
