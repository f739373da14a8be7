package dev.regent.protocol;

import java.util.regex.Pattern;

/** The name under which Regent manages one primary and its standbys. */
public record DatabaseName(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  public DatabaseName {
    Invariants.requireForm(NAME, name, "database name");
  }

  @Override
  public String toString() {
    return name;
  }
}
