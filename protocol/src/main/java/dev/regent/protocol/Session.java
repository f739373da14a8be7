package dev.regent.protocol;

import java.util.Comparator;

/**
 * One life of a guard and of what it protects (H3).
 *
 * @param start a counter kept on the node's disk; a later session of a node has a higher one
 * @param random tells two sessions apart whose counters were lost with the disk
 */
public record Session(NodeId node, long start, long random) implements Comparable<Session> {
  private static final Comparator<Session> ORDER =
      Comparator.comparing(Session::node)
          .thenComparingLong(Session::start)
          .thenComparingLong(Session::random);

  @Override
  public int compareTo(Session other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return node + "#" + start;
  }
}
