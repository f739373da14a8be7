package dev.regent.config.settings;

import dev.regent.protocol.Invariants;
import java.time.Duration;

/**
 * The clockwork of one database's roles (R3, R5, S1, S2).
 *
 * <p><b>Invariants.</b> Each is above zero, the first restart excepted; their relations to the
 * lease are those of {@link CellRules}, checked where both are known.
 *
 * @param switchoverStopTimeout how long the orderly stop of a switchover may take before it is
 *     aborted or made immediate (R3); it ends before the stopping primary's lease would
 * @param standbyGrace how long a lost standby may stall writes before k = 0 is committed
 * @param restartDeadline how long the holder goes on renewing while a restart in place has not made
 *     PostgreSQL writable (R5)
 * @param restartFirst how long a restart in place is preferred to a failover when PostgreSQL died
 *     under a living daemon (R5); zero: a fit standby takes over at once
 * @param candidateWait how long, once enough candidates answered (S2), the others are waited for,
 *     which may be further ahead or preferred
 */
public record RoleTimings(
    Duration switchoverStopTimeout,
    Duration standbyGrace,
    Duration restartDeadline,
    Duration restartFirst,
    Duration candidateWait) {
  public RoleTimings {
    Invariants.require(switchoverStopTimeout.isPositive(), "switchover stop timeout > 0");
    Invariants.require(standbyGrace.isPositive(), "standby grace > 0");
    Invariants.require(restartDeadline.isPositive(), "restart deadline > 0");
    Invariants.require(!restartFirst.isNegative(), "restart first >= 0");
    Invariants.require(candidateWait.isPositive(), "candidate wait > 0");
  }
}
