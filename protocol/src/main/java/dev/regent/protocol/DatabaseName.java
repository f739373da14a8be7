package dev.regent.protocol;

/** The name under which Regent manages one primary and its standbys. */
public record DatabaseName(String name) {
  public DatabaseName {
    Invariants.require(
        name.matches("[a-z][a-z0-9_-]{0,39}"), "database name [a-z][a-z0-9_-]{0,39}, got: " + name);
  }

  @Override
  public String toString() {
    return name;
  }
}
