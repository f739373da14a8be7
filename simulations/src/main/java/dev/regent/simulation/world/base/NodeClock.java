package dev.regent.simulation.world.base;

import dev.regent.protocol.MonotonicTime;
import java.time.Duration;
import java.time.Instant;

/** A machine's clocks: both drift from virtual time at one rate, and the wall clock can jump. */
public final class NodeClock {
  private static final Instant EPOCH = Instant.ofEpochSecond(1_800_000_000L);
  private static final long MILLION = 1_000_000L;

  private final Agenda agenda;
  private final long offset;
  private final long ratePpm;
  private Duration wallError = Duration.ZERO;

  /**
   * A clock.
   *
   * @param ratePpm how much faster than virtual time it runs, in parts per million
   */
  public NodeClock(Agenda agenda, long offset, long ratePpm) {
    this.agenda = agenda;
    this.offset = offset;
    this.ratePpm = ratePpm;
  }

  public MonotonicTime now() {
    return new MonotonicTime(local(agenda.now()));
  }

  public Instant wall() {
    return EPOCH.plusNanos(local(agenda.now())).plus(wallError);
  }

  /** The virtual time at which this clock shows {@code time} or a little more. */
  public long virtualAt(MonotonicTime time) {
    long elapsed = time.nanos() - offset;
    long guess = elapsed - elapsed / (MILLION + ratePpm) * ratePpm;
    while (local(guess) < time.nanos()) {
      guess += Nanos.MICRO;
    }
    return guess;
  }

  /** Somebody sets the wall clock; the boot clock does not care. */
  public void jumpWall(Duration by) {
    wallError = wallError.plus(by);
  }

  private long local(long virtual) {
    return offset + virtual + virtual / MILLION * ratePpm;
  }
}
