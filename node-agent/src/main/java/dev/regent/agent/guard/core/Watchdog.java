package dev.regent.agent.guard.core;

import dev.regent.protocol.Invariants;
import dev.regent.protocol.MonotonicTime;
import java.util.Optional;

/**
 * The kernel watchdog as the guard knows it (H4).
 *
 * @param terms empty: none is configured, and nothing below ever changes
 * @param harmless since the last arming it was proven that nothing is writable, or a pause leaves
 *     that to the operator: the watchdog is to rest. True for a guard that was never armed.
 * @param busy the device is being fed or stopped
 * @param nextTry not before then is it fed again, or tried again
 */
public record Watchdog(
    Optional<WatchdogTerms> terms,
    WatchdogStand stand,
    boolean harmless,
    boolean busy,
    MonotonicTime nextTry) {
  /** None is configured. */
  public static final Watchdog NONE = resting(Optional.empty());

  public Watchdog {
    Invariants.require(
        terms.isPresent() || (stand.equals(new WatchdogStand.Resting()) && !busy),
        "a watchdog that is not configured is left alone (H4)");
  }

  /** One to be used on those terms; its device stays closed until a token is armed. */
  public static Watchdog of(WatchdogTerms terms) {
    return resting(Optional.of(terms));
  }

  private static Watchdog resting(Optional<WatchdogTerms> terms) {
    return new Watchdog(terms, new WatchdogStand.Resting(), true, false, MonotonicTime.ZERO);
  }

  /** The last moment at which a feed lets the machine be reset no later than the lease ends. */
  Optional<MonotonicTime> lastFeed(Armed armed) {
    return terms.map(it -> armed.deadline().plus(it.guardBudget()).minus(it.timeout()));
  }

  /** When the guard will have killed: at its deadline, with half of its budget for the killing. */
  Optional<MonotonicTime> killedBy(Optional<Armed> armed) {
    return terms.flatMap(
        it -> armed.map(live -> live.deadline().plus(it.guardBudget().dividedBy(2))));
  }

  /** When it is to be fed again, if it still can be then. */
  Optional<MonotonicTime> wakeAt(Armed armed) {
    return lastFeed(armed).filter(last -> !busy && last.isAtLeast(nextTry)).map(last -> nextTry);
  }

  boolean isDue(MonotonicTime now) {
    return now.isAtLeast(nextTry);
  }

  Watchdog withHarmless(boolean is) {
    return new Watchdog(terms, stand, is, busy, nextTry);
  }

  Watchdog begin(MonotonicTime next) {
    return new Watchdog(terms, stand, harmless, true, next);
  }

  Watchdog end(WatchdogStand now, MonotonicTime next) {
    return new Watchdog(terms, now, harmless, false, next);
  }
}
