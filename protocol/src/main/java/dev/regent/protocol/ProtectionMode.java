package dev.regent.protocol;

/** What an acknowledged commit is worth when a node is lost (names as in Oracle Data Guard). */
public enum ProtectionMode {
  /** Asynchronous: failover only within the permitted lag; possible loss is in the event. */
  PERFORMANCE,
  /** Synchronous while a standby can confirm; alone when a committed event says so. The default. */
  AVAILABILITY,
  /** Synchronous always; with no standby, writes wait. */
  PROTECTION;

  public boolean isSynchronous() {
    return this != PERFORMANCE;
  }
}
