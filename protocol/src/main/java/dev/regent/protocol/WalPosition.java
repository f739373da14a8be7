package dev.regent.protocol;

import java.util.Comparator;

/** A position on a timeline; ordered by timeline first, as candidates are ranked (S2). */
public record WalPosition(TimelineId timeline, Lsn lsn) implements Comparable<WalPosition> {
  public static final WalPosition NONE = new WalPosition(TimelineId.NONE, Lsn.ZERO);

  private static final Comparator<WalPosition> ORDER =
      Comparator.comparing(WalPosition::timeline).thenComparing(WalPosition::lsn);

  @Override
  public int compareTo(WalPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "TL" + timeline + " " + lsn;
  }
}
