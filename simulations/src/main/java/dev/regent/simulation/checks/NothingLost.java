package dev.regent.simulation.checks;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.BitSet;

/**
 * I2: no acknowledged write is missing from a later primary, and none that a client read from one.
 * In {@code performance}, and where a person accepts a loss by name, what is lost is counted.
 */
public final class NothingLost implements Probe {
  private final World world;
  private final OneLine ledger;
  private final BitSet promised = new BitSet();
  private TimelineId newest = TimelineId.NONE;
  private BitSet newestRows = new BitSet();
  private Revision judged = Revision.NONE;
  private int lost;

  public NothingLost(World world, OneLine ledger) {
    this.world = world;
    this.ledger = ledger;
  }

  /** How many promised rows are gone, where the mode or a named person allowed it (S3). */
  public int lost() {
    return lost;
  }

  @Override
  public void promoted(NodeId node, TimelineId timeline, BitSet rows) {
    if (timeline.compareTo(newest) < 0) {
      // A machine woke up in the middle of a promotion that was overtaken: no later primary.
      return;
    }
    BitSet missing = (BitSet) promised.clone();
    missing.andNot(rows);
    if (isLossAccepted() || isAsynchronous()) {
      lost += missing.cardinality();
      promised.and(rows);
      missing.clear();
    }
    if (!missing.isEmpty()) {
      throw new Violation(
          "I2: %s promoted onto timeline %s without %d promised rows, the first is %d"
              .formatted(node, timeline, missing.cardinality(), missing.nextSetBit(0)));
    }
    newest = timeline;
    newestRows = rows;
  }

  /** A person accepted it by name since the last promotion. */
  private boolean isLossAccepted() {
    boolean accepted = false;
    for (Entry entry : ledger.all()) {
      accepted |=
          entry.revision().isAbove(judged)
              && entry.event() instanceof LedgerEvent.PrimaryRevoked revoked
              && revoked.acceptDataLoss();
    }
    judged = ledger.all().stream().map(Entry::revision).max(Revision::compareTo).orElse(judged);
    return accepted;
  }

  private boolean isAsynchronous() {
    return !world.settings().mode().isSynchronous();
  }

  @Override
  public void acknowledged(NodeId node, TimelineId timeline, int row) {
    if (timeline.compareTo(newest) < 0 && !newestRows.get(row)) {
      if (isAsynchronous()) {
        lost++;
        return;
      }
      throw new Violation(
          "I2: %s on timeline %s acknowledged row %d, which timeline %s does not have"
              .formatted(node, timeline, row, newest));
    }
    promised.set(row);
  }

  @Override
  public void read(NodeId node, BitSet rows) {
    if (!isAsynchronous()) {
      promised.or(rows);
    }
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
