package dev.regent.protocol;

import java.util.regex.Pattern;

/**
 * PostgreSQL's database system identifier; two servers with different ones never replicate (D2).
 */
public record SystemId(String digits) {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");

  public SystemId {
    Invariants.requireForm(DIGITS, digits, "system identifier");
  }

  @Override
  public String toString() {
    return digits;
  }
}
