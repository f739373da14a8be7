package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.Ticks;
import java.time.Duration;

/**
 * For how long this process got no turn of a processor: what the nodes' processes, which wait as it
 * does, took too long for then says nothing about Regent. One thread runs it, any may ask.
 */
public final class Standstill implements Runnable {
  public static final Duration BEAT = Duration.ofMillis(10);

  /** From here on a run is disturbed: half a beat of the default lease. */
  static final Duration LONG = Duration.ofMillis(200);

  private MonotonicTime before = Ticks.now();
  private Duration longest = Duration.ZERO;

  @Override
  public synchronized void run() {
    MonotonicTime now = Ticks.now();
    Duration late = now.since(before).minus(BEAT);
    longest = late.compareTo(longest) > 0 ? late : longest;
    before = now;
  }

  /** The longest since it began. */
  public synchronized Duration longest() {
    return longest;
  }
}
