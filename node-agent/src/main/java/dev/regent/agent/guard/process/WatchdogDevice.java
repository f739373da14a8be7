package dev.regent.agent.guard.process;

import java.io.IOException;

/**
 * The kernel watchdog's device (H4). Once fed it resets the machine one timeout later, unless it is
 * fed again or stopped before.
 *
 * <p><b>Failure modes.</b> An {@link IOException} that says why. One that was not counting before a
 * failed feed is not counting after it.
 */
interface WatchdogDevice {
  /** Counts from the start again; opens it and sets the timeout first where it is not open. */
  void feed() throws IOException;

  /** Stops it and closes it; nothing if it is not open. */
  void rest() throws IOException;

  /** Stops it for good: later feeds fail. */
  void end() throws IOException;
}
