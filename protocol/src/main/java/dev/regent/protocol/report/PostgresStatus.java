package dev.regent.protocol.report;

/** What a PostgreSQL server is doing, as seen by the agent beside it. */
public enum PostgresStatus {
  /** No data directory, or an empty one. */
  ABSENT,
  /** A data directory, and certainly no process of it (V4). */
  STOPPED,
  /** The postmaster is gone but processes of the directory are left: they may still commit. */
  DYING,
  /** A postmaster that does not answer yet: starting or in recovery before consistency. */
  STARTING,
  /** In recovery and answering. */
  STANDBY,
  /** Out of recovery and answering: it would commit a transaction. */
  PRIMARY,
  /** Out of recovery and answering, but its WAL does not reach the disk: no commit ends (R5). */
  STALLED,
  /** A postmaster that does not answer although it did before: hung, frozen or out of reach. */
  UNRESPONSIVE;

  /** Certainly not writable: no process is left, or it runs in recovery (V4). */
  public boolean isHarmless() {
    return this == ABSENT || this == STOPPED || this == STANDBY;
  }

  public boolean answers() {
    return this == STANDBY || isOutOfRecovery();
  }

  /** It commits, or will when its disk answers. */
  public boolean isOutOfRecovery() {
    return this == PRIMARY || this == STALLED;
  }
}
