package dev.regent.protocol;

/** The ballot of a ledger leader (L1); won by one candidate at most. Zero is formation. */
public record Term(long number) implements Comparable<Term> {
  public static final Term ZERO = new Term(0);

  public Term {
    Invariants.require(number >= 0, "term >= 0");
  }

  public Term next() {
    return new Term(number + 1);
  }

  @Override
  public int compareTo(Term other) {
    return Long.compare(number, other.number);
  }

  public boolean isAbove(Term other) {
    return number > other.number;
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
