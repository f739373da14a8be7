package dev.regent.protocol;

/**
 * A point on the way from a fault, or a command, to a primary that can be written to.
 *
 * <p>Each is told by the node that does it, at the moment when it is done; so the time between two
 * of them is what the step between them took. Evidence only: nothing is decided by it.
 */
public enum Milestone {
  /** The leader holds the primary for lost, and proposes to revoke it. */
  SUSPECTED,
  /** {@code SwitchoverStarted} is committed. */
  SWITCHOVER_STARTED,
  /** The old primary ended its orderly stop. */
  STOPPED,
  /** {@code RestartPlanned} is committed. */
  RESTART_PLANNED,
  /** {@code PrimaryRevoked} is committed. */
  REVOKED,
  /** No majority holds the old token any more; the candidates are asked. */
  SLOTS_FREE,
  /** {@code PrimaryGranted} is committed. */
  GRANTED,
  /** The new holder has its lease, and its guard is armed. */
  LEASED,
  /** PostgreSQL left recovery. */
  LEFT_RECOVERY,
  /** {@code Promoted} is committed. */
  PROMOTED,
  /** Clients may come in. */
  OPENED,
  /** The guard added the VIP. */
  VIP_UP
}
