package dev.regent.agent.guard.core;

import dev.regent.protocol.Invariants;
import java.time.Duration;

/**
 * How the kernel watchdog is used (H4).
 *
 * @param required no promotion unless it is fed; otherwise it is used where it can be
 * @param timeout how long after a feed the kernel resets the machine
 * @param guardBudget what is left of a lease at the armed deadline: their sum is the lease's end
 */
public record WatchdogTerms(boolean required, Duration timeout, Duration guardBudget) {
  public WatchdogTerms {
    Invariants.require(timeout.isPositive(), "a watchdog without a timeout");
    Invariants.require(!guardBudget.isNegative(), "the lease ends before its deadline");
  }
}
