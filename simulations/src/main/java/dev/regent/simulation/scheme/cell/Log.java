package dev.regent.simulation.scheme.cell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * A server's write-ahead log as a list of rows. A row's number is written once in a cell, so two
 * logs with the same row at the same place are the same up to there.
 */
public final class Log {
  private static final int NO_ROW = -1;

  private final List<Integer> rows = new ArrayList<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int timeline;

  private record Waiting(int size, Runnable acknowledged) {}

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  /** The timeline of the last promotion on this line. */
  public int timeline() {
    return timeline;
  }

  void branch(int newTimeline) {
    timeline = newTimeline;
  }

  void append(int row) {
    rows.add(row);
  }

  void await(Runnable acknowledged) {
    waiting.add(new Waiting(rows.size(), acknowledged));
  }

  /** A standby has so many rows. */
  void confirm(int size) {
    while (!waiting.isEmpty() && waiting.getFirst().size <= size) {
      waiting.removeFirst().acknowledged.run();
    }
  }

  void forgetWaiting() {
    waiting.clear();
  }

  void clear() {
    rows.clear();
    timeline = 0;
    waiting.clear();
  }

  private int row(int place) {
    return place < rows.size() ? rows.get(place) : NO_ROW;
  }

  /** Whether the other only adds to this. */
  public boolean isPrefixOf(Log other) {
    return rows.size() <= other.rows.size()
        && (rows.isEmpty() || row(rows.size() - 1) == other.row(rows.size() - 1));
  }

  /** Takes what the other has more. */
  void streamFrom(Log other) {
    rows.addAll(other.rows.subList(rows.size(), other.rows.size()));
    timeline = other.timeline;
  }

  void rewindTo(Log other) {
    while (!isPrefixOf(other)) {
      rows.removeLast();
    }
  }

  void copy(Log other) {
    clear();
    streamFrom(other);
  }

  /** The last row that {@code wanted} holds. */
  public int lastOf(BitSet wanted) {
    for (int place = rows.size() - 1; place >= 0; place--) {
      if (wanted.get(rows.get(place))) {
        return rows.get(place);
      }
    }
    return NO_ROW;
  }

  BitSet all() {
    BitSet all = new BitSet();
    rows.forEach(all::set);
    return all;
  }
}
