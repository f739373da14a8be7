package dev.regent.protocol;

/** The place of one entry in the ledger: (term, index), ordered by term first (L2). */
public record Revision(Term term, long index) implements Comparable<Revision> {
  /** Before every entry. */
  public static final Revision NONE = new Revision(Term.ZERO, 0);

  public Revision {
    Invariants.require(index >= 0, "index >= 0");
  }

  /** The revision of the entry that a leader of {@code leading} proposes after this one. */
  public Revision nextIn(Term leading) {
    return new Revision(leading, index + 1);
  }

  @Override
  public int compareTo(Revision other) {
    int byTerm = term.compareTo(other.term);
    return byTerm == 0 ? Long.compare(index, other.index) : byTerm;
  }

  public boolean isAbove(Revision other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return term + "." + index;
  }
}
