package dev.regent.simulation.bench.contender;

import java.util.Locale;

/** Whether a commit waits for the standby while there is one. */
public enum Replicated {
  /** Availability of Regent, synchronous_mode of Patroni, the default of pg_auto_failover. */
  SYNC,
  /** Performance of Regent, the default of Patroni, no replication quorum of the other. */
  ASYNC;

  /** As people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
