package dev.regent.simulation.checks;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.TimelineId;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.BitSet;

/**
 * I2: no acknowledged write is missing from a later primary, and none that a client read from one.
 */
public final class NothingLost implements Probe {
  private final World world;
  private final BitSet promised = new BitSet();
  private TimelineId newest = TimelineId.NONE;
  private BitSet newestRows = new BitSet();
  private boolean lossAccepted;

  public NothingLost(World world) {
    this.world = world;
  }

  /** A named person accepted a loss (S3): what was promised until now is void. */
  public void acceptLoss() {
    lossAccepted = true;
  }

  @Override
  public void promoted(NodeId node, TimelineId timeline, BitSet rows) {
    if (timeline.compareTo(newest) < 0) {
      // A machine woke up in the middle of a promotion that was overtaken: no later primary.
      return;
    }
    if (lossAccepted) {
      promised.and(rows);
      lossAccepted = false;
    }
    BitSet missing = (BitSet) promised.clone();
    missing.andNot(rows);
    if (!missing.isEmpty()) {
      throw new Violation(
          "I2: %s promoted onto timeline %s without %d promised rows, the first is %d"
              .formatted(node, timeline, missing.cardinality(), missing.nextSetBit(0)));
    }
    newest = timeline;
    newestRows = rows;
  }

  @Override
  public void acknowledged(NodeId node, TimelineId timeline, int row) {
    if (timeline.compareTo(newest) < 0 && !newestRows.get(row)) {
      throw new Violation(
          "I2: %s on timeline %s acknowledged row %d, which timeline %s does not have"
              .formatted(node, timeline, row, newest));
    }
    promised.set(row);
  }

  @Override
  public void read(NodeId node, BitSet rows) {
    promised.or(rows);
  }

  /** At the end: the primary that there is has everything. */
  public void atTheEnd() {
    for (Postgres server : world.servers()) {
      if (server.isWritable() && server.timeline().compareTo(newest) >= 0) {
        BitSet missing = (BitSet) promised.clone();
        missing.andNot(server.rowsHere());
        if (!missing.isEmpty()) {
          throw new Violation("I2: at the end %s lacks %s".formatted(server.node(), missing));
        }
      }
    }
  }
}
