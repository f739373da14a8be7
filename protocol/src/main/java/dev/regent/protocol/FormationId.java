package dev.regent.protocol;

/** The hash of the genesis: voters with another one belong to another formation (L6). */
public record FormationId(String hash) {
  @Override
  public String toString() {
    return hash;
  }
}
