package dev.regent.agent.guard.core;

import java.util.Optional;

/** The PostgreSQL that the guard started, as far as the guard knows. */
public sealed interface Server {
  /** None of ours. One that was there before us may run: a scan finds it. */
  record None() implements Server {}

  /** Started by us in recovery and not promoted by us: not writable (H1). */
  record Recovering(long pid) implements Server {}

  /** We sent, or may have sent, the promote signal: counts as writable from then on. */
  record Promoted(long pid) implements Server {}

  /** The postmaster's process id, if there is one. */
  default Optional<Long> postmaster() {
    return switch (this) {
      case None() -> Optional.empty();
      case Recovering(long pid) -> Optional.of(pid);
      case Promoted(long pid) -> Optional.of(pid);
    };
  }
}
