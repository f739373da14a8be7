package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.Ticks;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * For how long this process got no turn of a processor: what the nodes' processes, which wait as it
 * does, took too long for then says nothing about Regent. One thread runs it, any may ask.
 */
public final class Standstill implements Runnable {
  public static final Duration BEAT = Duration.ofMillis(10);

  /** From here on a run is disturbed: half a beat of the default lease. */
  static final Duration LONG = Duration.ofMillis(200);

  private final Supplier<MonotonicTime> clock;
  private Optional<MonotonicTime> before = Optional.empty();
  private Duration longest = Duration.ZERO;

  public Standstill() {
    this(Ticks::now);
  }

  Standstill(Supplier<MonotonicTime> clock) {
    this.clock = clock;
  }

  /** The first beat only begins: what was before it is whoever made this thread wait. */
  @Override
  public synchronized void run() {
    MonotonicTime now = clock.get();
    before.ifPresent(last -> {
      Duration late = now.since(last).minus(BEAT);
      longest = late.compareTo(longest) > 0 ? late : longest;
    });
    before = Optional.of(now);
  }

  /** The longest since the first beat. */
  public synchronized Duration longest() {
    return longest;
  }
}
