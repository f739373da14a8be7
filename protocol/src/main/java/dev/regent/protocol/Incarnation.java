package dev.regent.protocol;

/** One life of a voter's journal: random, drawn when the journal is created (L6). */
public record Incarnation(long value) {
  @Override
  public String toString() {
    return Long.toHexString(value);
  }
}
