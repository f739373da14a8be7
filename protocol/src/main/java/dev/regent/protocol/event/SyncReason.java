package dev.regent.protocol.event;

/** Why the synchronous set changed. */
public enum SyncReason {
  /** A standby caught up past x and joined (S1). */
  JOINED,
  /** Members are lost and a majority agreed to go on with fewer (availability mode). */
  STANDBY_LOST,
  /** A member leaves so that its directory may be rewound or rebuilt (S2). */
  LEAVES_FOR_REBUILD
}
