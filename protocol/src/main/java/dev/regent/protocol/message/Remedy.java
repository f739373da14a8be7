package dev.regent.protocol.message;

/** How far a node may go to be a standby again where its directory does not fit (S2, D1). */
public enum Remedy {
  /** A member of S: its directory may hold what was acknowledged, so it stays as it is. */
  NONE,

  /**
   * A member that cannot leave S, since {@code protection} counts on k members always: only a whole
   * copy of the promoted primary, which holds all that was acknowledged, takes the place of its
   * directory. Until it is consistent the node is no candidate, and the old one is kept (D1).
   */
  COPY,

  /** No member of S: rewound in place, or copied where rewind cannot. */
  REWIND;

  /** Whether the directory may be written to where it is. */
  public boolean allowsRewind() {
    return this == REWIND;
  }

  /** Whether a copy may take the directory's place. */
  public boolean allowsCopy() {
    return this != NONE;
  }
}
