package dev.regent.protocol.event;

/** Why a primary's right to write ended. Stored, logged, counted and named in tests. */
public enum RevokeReason {
  /** A majority of voters saw no renewal for the suspect time (R1). */
  SILENT,
  /** The primary's own agent says that PostgreSQL died or stopped (R1, R5). */
  POSTGRES_DOWN,
  /** The primary's own agent says that PostgreSQL does not answer (R1). */
  POSTGRES_UNRESPONSIVE,
  /** The primary's own agent says that WAL has not reached its disk for the suspect time (R5). */
  POSTGRES_STALLED,
  /** The guard and session that held the token are gone; a later session reports (H3). */
  SESSION_ENDED,
  /** The holder released or fenced itself: its token is dead (V7). */
  LEASE_LOST,
  /** A switchover: the old primary stopped and the target has its last WAL (R3). */
  SWITCHOVER,
  /** A switchover was given up after it was authorised (R3). */
  SWITCHOVER_ABORTED,
  /** An operator asked for a failover, or said that a resuming primary is off (H6). */
  OPERATOR,
  /** The grantee could not promote. */
  PROMOTION_FAILED
}
