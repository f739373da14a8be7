package dev.regent.protocol;

/** A PostgreSQL timeline; each promotion starts a new one. Zero means none known. */
public record TimelineId(int number) implements Comparable<TimelineId> {
  public static final TimelineId NONE = new TimelineId(0);

  public TimelineId {
    Invariants.require(number >= 0, "timeline >= 0");
  }

  public TimelineId next() {
    return new TimelineId(number + 1);
  }

  @Override
  public int compareTo(TimelineId other) {
    return Integer.compare(number, other.number);
  }

  public static TimelineId max(TimelineId a, TimelineId b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
