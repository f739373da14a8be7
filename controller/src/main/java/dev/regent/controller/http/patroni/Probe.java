package dev.regent.controller.http.patroni;

import java.util.Optional;

/** Patroni's health paths; each is a question about the node that is asked. */
public enum Probe {
  /** The writable primary is here. */
  PRIMARY,
  /** A primary that follows another cluster: Regent has none. */
  STANDBY_LEADER,
  REPLICA,
  READ_ONLY,
  /** A member of S; Regent's synchronous commit is always by quorum, so {@code /quorum} too. */
  SYNCHRONOUS,
  READ_ONLY_SYNC,
  ASYNCHRONOUS,
  HEALTH,
  LIVENESS,
  READINESS,
  /** Information only: always passed. */
  PATRONI;

  /** The probe of a path without its leading slash. */
  public static Optional<Probe> of(String path) {
    return switch (path) {
      case "", "primary", "read-write", "master", "leader" -> Optional.of(PRIMARY);
      case "standby-leader", "standby_leader" -> Optional.of(STANDBY_LEADER);
      case "replica" -> Optional.of(REPLICA);
      case "read-only" -> Optional.of(READ_ONLY);
      case "synchronous", "sync", "quorum" -> Optional.of(SYNCHRONOUS);
      case "read-only-sync", "read-only-quorum" -> Optional.of(READ_ONLY_SYNC);
      case "asynchronous", "async" -> Optional.of(ASYNCHRONOUS);
      case "health" -> Optional.of(HEALTH);
      case "liveness" -> Optional.of(LIVENESS);
      case "readiness" -> Optional.of(READINESS);
      case "patroni" -> Optional.of(PATRONI);
      default -> Optional.empty();
    };
  }
}
