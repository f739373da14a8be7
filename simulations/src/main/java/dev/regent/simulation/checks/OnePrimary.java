package dev.regent.simulation.checks;

import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Inspector;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.List;

/**
 * I1: at most one writable PostgreSQL.
 *
 * <p>A machine that wakes may run a moment before its guard does (H4): that moment is not counted
 * here, and I2 sees to it that nothing is acknowledged in it (H5). Nor is what a person promotes
 * past the guard, until it can be found.
 */
public final class OnePrimary implements Inspector {
  /** A machine that wakes may run for that long before its guard does (H4). */
  static final long WAKING = 150 * Nanos.MILLI;

  /** A guard finds within this time that a server was promoted past it (H1), and kills it. */
  static final long FOUND = 700 * Nanos.MILLI;

  private final World world;

  public OnePrimary(World world) {
    this.world = world;
  }

  @Override
  public void happened() {
    int writable = 0;
    for (Postgres server : world.servers()) {
      writable += server.isWritable() ? 1 : 0;
    }
    if (writable > 1) {
      requireExcuses();
    }
  }

  private void requireExcuses() {
    if (world.servers().stream().filter(this::counts).count() > 1) {
      throw new Violation("I1: two writable servers: " + names());
    }
  }

  private boolean counts(Postgres server) {
    return server.isWritable()
        && !server.isJustWoken(world.now() - WAKING)
        && !server.isPromotedByHand(world.now() - (isPaused(server) ? Long.MAX_VALUE : FOUND));
  }

  /** In a pause nothing is killed: who promotes by hand then has two (H6). */
  private boolean isPaused(Postgres server) {
    return world.node(server.node()).disk().isPaused();
  }

  private List<String> names() {
    return world.servers().stream()
        .filter(this::counts)
        .map(server -> server.node() + " on timeline " + server.timeline())
        .toList();
  }
}
