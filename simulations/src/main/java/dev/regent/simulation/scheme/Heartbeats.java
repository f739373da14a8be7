package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table {@code sr_delay} of document 001: a row that the primary's check sets to its own time
 * of day, and that a standby has as of the log that arrived.
 */
final class Heartbeats {
  private final Cell cell;
  private final long window;
  private final BitSet rows = new BitSet();
  private final SortedMap<Integer, Long> times = new TreeMap<>();

  /** Rows count as fresh for {@code window} nanoseconds. */
  Heartbeats(Cell cell, long window) {
    this.cell = cell;
    this.window = window;
  }

  /** {@code update sr_delay set sr_date = now()} */
  void write(Host primary) {
    int row = cell.clients().writeUnasked(primary);
    rows.set(row);
    times.put(row, primary.clock());
  }

  /** Whether {@code now() - sr_date < interval '60'} on this node, by its own time of day. */
  boolean isFresh(Host host) {
    int row = host.database().log().lastOf(rows);
    long written = times.getOrDefault(row, 0L);
    return host.clock() - written < window;
  }
}
