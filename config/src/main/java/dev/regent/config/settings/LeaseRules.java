package dev.regent.config.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The relations that make a lease both safe and quiet.
 *
 * <ol>
 *   <li>Every time is above zero, {@code ttl} is at most {@link #LONGEST_TTL}, and rho is 0 to
 *       {@link #HIGHEST_CLOCK_RATE_BOUND} percent.
 *   <li>{@code 2 x renewInterval + fenceBudget < suspectTime}: one lost round makes nobody suspect.
 *   <li>{@code suspectTime < ttl x (100 - rho) / 100}: suspicion comes before the slots run out, so
 *       that it costs no time of its own.
 *   <li>{@code 3 x renewInterval + fenceBudget <= ttl x (100 - rho) / 100}: one lost round never
 *       fences; the next one still has a whole interval for its acks.
 *   <li>{@code guardBudget < fenceBudget}: the guard kills only where the daemon's fence failed.
 * </ol>
 */
public final class LeaseRules {
  /** Above it, a failover would take longer than the slowest peers; surely a wrong unit. */
  public static final Duration LONGEST_TTL = Duration.ofSeconds(60);

  /** Real clocks differ by less than one percent. */
  public static final int HIGHEST_CLOCK_RATE_BOUND = 20;

  private static final String PREFIX = "regent.cell.lease.";
  private static final String TTL = PREFIX + "ttl";
  private static final String RENEW = PREFIX + "renew-interval";
  private static final String SUSPECT = PREFIX + "suspect-time";
  private static final String RHO = PREFIX + "clock-rate-bound";
  private static final String FENCE = PREFIX + "fence-budget";
  private static final String GUARD = PREFIX + "guard-budget";

  private LeaseRules() {}

  /** The values of a lease of which nothing is known yet. */
  public record Lease(
      Duration ttl,
      Duration renewInterval,
      Duration suspectTime,
      int clockRateBound,
      Duration fenceBudget,
      Duration guardBudget) {

    /**
     * The same as settings.
     *
     * @throws InvalidSettings when there are violations
     */
    public LeaseTimings timings() {
      return new LeaseTimings(
          ttl, renewInterval, suspectTime, clockRateBound, fenceBudget, guardBudget);
    }

    Duration validity() {
      return LeaseTimings.validity(ttl, clockRateBound);
    }
  }

  /** All relations that do not hold; none means that {@link LeaseTimings} can be made. */
  public static List<Violation> violations(Lease lease) {
    List<Violation> found = new ArrayList<>();
    found.addAll(Durations.notPositive(TTL, lease.ttl));
    found.addAll(Durations.notPositive(RENEW, lease.renewInterval));
    found.addAll(Durations.notPositive(SUSPECT, lease.suspectTime));
    found.addAll(Durations.notPositive(FENCE, lease.fenceBudget));
    found.addAll(Durations.notPositive(GUARD, lease.guardBudget));
    found.addAll(clockRate(lease));
    return found.isEmpty() ? relations(lease) : List.copyOf(found);
  }

  private static List<Violation> clockRate(Lease lease) {
    int rho = lease.clockRateBound;
    return rho >= 0 && rho <= HIGHEST_CLOCK_RATE_BOUND
        ? List.of()
        : List.of(
            new Violation(
                List.of(RHO), rho + " percent", "0 to " + HIGHEST_CLOCK_RATE_BOUND + " percent"));
  }

  private static List<Violation> relations(Lease lease) {
    return Stream.of(
            ttlIsNotTooLong(lease),
            oneLostRoundMakesNobodySuspect(lease),
            suspicionComesBeforeTheEnd(lease),
            oneLostRoundDoesNotFence(lease),
            guardComesAfterTheFence(lease))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Violation> ttlIsNotTooLong(Lease lease) {
    return lease.ttl.compareTo(LONGEST_TTL) <= 0
        ? List.of()
        : List.of(
            new Violation(
                List.of(TTL),
                Durations.text(lease.ttl) + " is too long",
                "at most " + Durations.text(LONGEST_TTL)));
  }

  private static List<Violation> oneLostRoundMakesNobodySuspect(Lease lease) {
    Duration least = LeaseTimings.oneRenewalLost(lease.renewInterval, lease.fenceBudget);
    return least.compareTo(lease.suspectTime) < 0
        ? List.of()
        : List.of(
            new Violation(
                List.of(SUSPECT, RENEW, FENCE),
                "one lost renewal would already make voters suspect the primary",
                "2 x renew-interval + fence-budget (2 x %s + %s = %s) below suspect-time (%s)"
                    .formatted(
                        Durations.text(lease.renewInterval),
                        Durations.text(lease.fenceBudget),
                        Durations.text(least),
                        Durations.text(lease.suspectTime))));
  }

  private static List<Violation> suspicionComesBeforeTheEnd(Lease lease) {
    return lease.suspectTime.compareTo(lease.validity()) < 0
        ? List.of()
        : List.of(
            new Violation(
                List.of(SUSPECT, TTL, RHO),
                "the primary would be suspected only after its lease ended",
                "suspect-time (%s) below ttl x (100 - clock-rate-bound) / 100 (%s)"
                    .formatted(
                        Durations.text(lease.suspectTime), Durations.text(lease.validity()))));
  }

  private static List<Violation> oneLostRoundDoesNotFence(Lease lease) {
    Duration least = lease.renewInterval.multipliedBy(3).plus(lease.fenceBudget);
    return least.compareTo(lease.validity()) <= 0
        ? List.of()
        : List.of(
            new Violation(
                List.of(TTL, RENEW, FENCE, RHO),
                "the lease is too short for its renew interval: one lost renewal would fence",
                "3 x renew-interval + fence-budget (3 x %s + %s = %s) at most ttl x (100 - "
                        .formatted(
                            Durations.text(lease.renewInterval),
                            Durations.text(lease.fenceBudget),
                            Durations.text(least))
                    + "clock-rate-bound) / 100 (%s)".formatted(Durations.text(lease.validity()))));
  }

  private static List<Violation> guardComesAfterTheFence(Lease lease) {
    return lease.guardBudget.compareTo(lease.fenceBudget) < 0
        ? List.of()
        : List.of(
            new Violation(
                List.of(GUARD, FENCE),
                "the guard would kill before the daemon's own fence began",
                "guard-budget (%s) below fence-budget (%s)"
                    .formatted(
                        Durations.text(lease.guardBudget), Durations.text(lease.fenceBudget))));
  }
}
