package dev.regent.controller.role;

/** Why a leader does nothing at the moment; shown in status. One reason, one branch, one test. */
public enum Reason {
  /** All is well. */
  STEADY,
  /** First grant: some data node has not reported yet (L6). */
  WAITING_FOR_ALL_DATA_NODES,
  /** First grant: the data nodes hold different databases (D2). */
  SYSTEM_IDS_DIFFER,
  /** First grant: a data directory is not at a consistent position yet. */
  WAITING_FOR_RECOVERY,
  /** The bootstrapping node has not finished. */
  BOOTSTRAPPING,
  /** The grantee has not reported its promotion yet. */
  PROMOTING,
  /** The old holder may still be writable: its slots have not run out (V1). */
  WAITING_FOR_SLOTS,
  /** Not enough members of S answered to be sure of every acknowledged write (S2). */
  WAITING_FOR_CANDIDATES,
  /** Performance mode: every candidate lacks more than the permitted lag. */
  CANDIDATES_LAG,
  /** The old primary has not stopped yet, or the target lacks its last WAL (R3). */
  SWITCHING_OVER,
  /** A committed pause: no role change (H6). */
  PAUSED,
  /** The holder has not reported lease and armed guard yet (H6). */
  RESUMING
}
