package dev.regent.simulation.search;

import dev.regent.protocol.journal.Entry;
import java.util.List;

/**
 * What the ledger agrees on while leases are searched: a grant to a, its end, and a grant to b. A
 * leader proposes the next entry as soon as the one before is committed; it waits for nothing that
 * the lease does not rest on, so that V1 has to hold by itself.
 */
public enum Plot {
  /** Granted, revoked, granted to the other. */
  FAILOVER {
    @Override
    List<Entry> entries() {
      return Line.grantedTo(Cast.A).revoked().granted(Cast.B).entries();
    }
  },
  /** The same after a's machine was confirmed off: V1's exception. */
  FENCED {
    @Override
    List<Entry> entries() {
      return Line.grantedTo(Cast.A).revoked().fenced().granted(Cast.B).entries();
    }
  },
  /** The witness loses its journal and is replaced under a's lease (L6, L7, V3). */
  REPLACEMENT {
    @Override
    List<Entry> entries() {
      return Line.grantedTo(Cast.A).replaced(Cast.W).revoked().granted(Cast.B).entries();
    }
  },
  /** Promoted, paused, resumed under a token of its own (H6), then as in a failover. */
  PAUSE {
    @Override
    List<Entry> entries() {
      return Line.grantedTo(Cast.A)
          .promoted()
          .paused()
          .resumedBy(Cast.A)
          .resumed()
          .revoked()
          .granted(Cast.B)
          .entries();
    }
  };

  abstract List<Entry> entries();
}
