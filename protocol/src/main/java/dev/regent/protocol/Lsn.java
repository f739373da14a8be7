package dev.regent.protocol;

/**
 * A position in PostgreSQL's write-ahead log, unsigned 64 bit.
 *
 * <p>Source: PostgreSQL manual, "pg_lsn Type". Text form is {@code 16/B374D848}.
 */
public record Lsn(long value) implements Comparable<Lsn> {
  public static final Lsn ZERO = new Lsn(0);

  /**
   * Reads PostgreSQL's text form.
   *
   * @throws IllegalArgumentException when the text is not {@code hex/hex}
   */
  public static Lsn parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new IllegalArgumentException("an LSN looks like 16/B374D848, got: " + text);
    }
    long high = Long.parseUnsignedLong(text.substring(0, slash), 16);
    long low = Long.parseUnsignedLong(text.substring(slash + 1), 16);
    return new Lsn((high << 32) | low);
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  public boolean isAtLeast(Lsn other) {
    return compareTo(other) >= 0;
  }

  /** Bytes from {@code earlier} to here; negative when this one is behind. */
  public long bytesSince(Lsn earlier) {
    return value - earlier.value;
  }

  public static Lsn max(Lsn a, Lsn b) {
    return a.isAtLeast(b) ? a : b;
  }

  @Override
  public String toString() {
    return "%X/%X".formatted(value >>> 32, value & 0xFFFFFFFFL);
  }
}
