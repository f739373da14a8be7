package dev.regent.agent.guard.core;

/** Where the VIP stands on this node (P1). */
public enum Vip {
  /** Certainly not here. */
  ABSENT,
  /** Asked for under the armed token, or kept through a pause. */
  WANTED,
  /** May be here, and is to go. */
  UNWANTED
}
