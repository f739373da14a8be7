package dev.regent.agent.cli;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the ledger as the API writes it, {@code term.index}; the start when not readable. */
record Revision(long term, long index) implements Comparable<Revision> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");
  private static final Comparator<Revision> ORDER =
      Comparator.comparingLong(Revision::term).thenComparingLong(Revision::index);

  /** Of an answer's field {@code revision}. */
  static Revision of(Json answer) {
    Matcher matcher = FORM.matcher(answer.shown("revision"));
    return matcher.matches()
        ? new Revision(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
        : new Revision(0, 0);
  }

  @Override
  public int compareTo(Revision other) {
    return ORDER.compare(this, other);
  }

  boolean isAtLeast(Revision other) {
    return compareTo(other) >= 0;
  }

  @Override
  public String toString() {
    return term + "." + index;
  }
}
