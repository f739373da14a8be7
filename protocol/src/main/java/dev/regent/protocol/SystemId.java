package dev.regent.protocol;

/**
 * PostgreSQL's database system identifier; two servers with different ones never replicate (D2).
 */
public record SystemId(String digits) {
  public SystemId {
    Invariants.require(digits.matches("[0-9]{1,20}"), "system identifier digits, got: " + digits);
  }

  @Override
  public String toString() {
    return digits;
  }
}
