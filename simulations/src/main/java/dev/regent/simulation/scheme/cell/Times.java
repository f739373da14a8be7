package dev.regent.simulation.scheme.cell;

import dev.regent.simulation.world.base.Nanos;

/**
 * How long servers and machines take, in nanoseconds. The documents give none of these; they are
 * what small servers need.
 *
 * @param boot from power to the start of services
 * @param start of a server that was shut down
 * @param recovery of a server that crashed
 * @param promotion until clients can commit
 * @param rewind until an old primary can follow
 * @param backup until a copy of another server can start
 */
public record Times(
    long boot, long start, long recovery, long promotion, long rewind, long backup) {

  /** What small servers need. */
  public static Times usual() {
    return new Times(
        20 * Nanos.SECOND,
        Nanos.SECOND,
        2 * Nanos.SECOND,
        Nanos.SECOND,
        3 * Nanos.SECOND,
        10 * Nanos.SECOND);
  }
}
