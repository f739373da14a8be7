package dev.regent.simulation.world.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A write-ahead log: records with their timelines, and how many of them are flushed.
 *
 * <p>Two logs are compared as PostgreSQL compares them, by timelines and positions alone, so that
 * what is different behind equal positions stays unnoticed, as it does there (trace 22).
 */
public final class Wal {
  /** No row: a checkpoint, an end of recovery. */
  public static final int NO_ROW = -1;

  private final List<Entry> records = new ArrayList<>();
  private final List<WalPosition> forks = new ArrayList<>();
  private final BitSet flushedRows = new BitSet();
  private int flushed;

  /** A record; {@code end} is where the next begins. */
  public record Entry(TimelineId timeline, Lsn end, int row) {}

  /** Adds a record, not flushed yet. */
  public Lsn append(TimelineId timeline, int row, long bytes) {
    add(new Entry(timeline, new Lsn(insertEnd().value() + bytes), row));
    return insertEnd();
  }

  private void add(Entry entry) {
    if (records.isEmpty() || !timeline().equals(entry.timeline())) {
      forks.add(new WalPosition(entry.timeline(), insertEnd()));
    }
    records.add(entry);
  }

  /** Flushes records up to this end. */
  public void flush(Lsn upTo) {
    while (flushed < records.size() && upTo.isAtLeast(records.get(flushed).end())) {
      flushNext();
    }
  }

  private void flushNext() {
    int row = records.get(flushed).row();
    if (row != NO_ROW) {
      flushedRows.set(row);
    }
    flushed++;
  }

  /** Records of an upstream: appended and flushed where they follow, dropped where known. */
  public void receive(List<Entry> more) {
    for (Entry entry : more) {
      if (!insertEnd().isAtLeast(entry.end())) {
        add(entry);
      }
    }
    flush(insertEnd());
  }

  public Lsn insertEnd() {
    return records.isEmpty() ? Lsn.ZERO : records.getLast().end();
  }

  public WalPosition flushedEnd() {
    if (flushed == 0) {
      return WalPosition.NONE;
    }
    Entry last = records.get(flushed - 1);
    return new WalPosition(last.timeline(), last.end());
  }

  /** Of the last record. */
  public TimelineId timeline() {
    return records.isEmpty() ? TimelineId.NONE : records.getLast().timeline();
  }

  /** Where this timeline leaves its parent. */
  public Lsn begin(TimelineId timeline) {
    return forks.stream()
        .filter(fork -> fork.timeline().equals(timeline))
        .map(WalPosition::lsn)
        .findFirst()
        .orElse(Lsn.ZERO);
  }

  public void loseUnflushed() {
    if (flushed < records.size()) {
      keep(flushed);
    }
  }

  private void keep(int count) {
    List<Entry> kept = List.copyOf(records.subList(0, count));
    int stays = Math.min(flushed, count);
    records.clear();
    forks.clear();
    flushedRows.clear();
    flushed = 0;
    kept.forEach(this::add);
    flushFirst(stays);
  }

  /** What a walsender has to send to whoever has everything up to there. */
  public List<Entry> flushedAfter(Lsn lsn) {
    int from = flushed;
    while (from > 0 && !lsn.isAtLeast(records.get(from - 1).end())) {
      from--;
    }
    return List.copyOf(records.subList(from, flushed));
  }

  /** Whether this position lies on the line of this log, by timeline history. */
  public boolean contains(WalPosition position) {
    if (position.equals(WalPosition.NONE)) {
      return true;
    }
    for (int i = 0; i < forks.size(); i++) {
      if (forks.get(i).timeline().equals(position.timeline())) {
        boolean last = i == forks.size() - 1;
        return last || forks.get(i + 1).lsn().isAtLeast(position.lsn());
      }
    }
    return false;
  }

  public Wal copy() {
    Wal copy = new Wal();
    records.subList(0, flushed).forEach(copy::add);
    copy.flushFirst(flushed);
    return copy;
  }

  private void flushFirst(int count) {
    while (flushed < count) {
      flushNext();
    }
  }

  /** The rows that no crash takes away; a view. */
  BitSet flushedRows() {
    return flushedRows;
  }

  /** All rows in it, flushed or not. */
  public BitSet rows() {
    BitSet rows = new BitSet();
    for (Entry entry : records) {
      if (entry.row() != NO_ROW) {
        rows.set(entry.row());
      }
    }
    return rows;
  }

  @Override
  public String toString() {
    return flushedEnd() + " forks " + forks;
  }
}
