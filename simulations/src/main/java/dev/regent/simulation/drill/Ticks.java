package dev.regent.simulation.drill;

import dev.regent.agent.clock.BootClock;
import dev.regent.protocol.MonotonicTime;

/** The clock of all probes: one for the whole process, so that their times can be compared. */
public final class Ticks {
  private static final BootClock CLOCK = BootClock.open();

  private Ticks() {}

  /** Now. */
  public static MonotonicTime now() {
    return CLOCK.now();
  }
}
