package dev.regent.protocol;

/** The fencing token: the revision of the grant that made a primary. A lower one is refused. */
public record Token(Revision revision) implements Comparable<Token> {
  @Override
  public int compareTo(Token other) {
    return revision.compareTo(other.revision);
  }

  public boolean isAbove(Token other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return revision.toString();
  }
}
