package dev.regent.protocol.event;

/** Why this node was granted. */
public enum GrantReason {
  /**
   * First primary of the formation: highest position of all data nodes, or the bootstrapped one.
   */
  FIRST,
  /** Best candidate that surely holds every acknowledged write (S2). */
  BEST_CANDIDATE,
  /** The last promoted node: it needs no other answer (S2). */
  LAST_PROMOTED,
  /** The target of a switchover or of a failover command, safe by S2. */
  CHOSEN,
  /** Within the permitted lag in performance mode; possible loss is in the event. */
  WITHIN_LAG,
  /** A named person accepted data loss (S3). */
  DATA_LOSS_ACCEPTED
}
