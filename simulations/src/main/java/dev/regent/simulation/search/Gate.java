package dev.regent.simulation.search;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;

/** What must be so in the world before a leader proposes an event: only what safety rests on. */
enum Gate {
  /** Nothing: the lease alone has to keep two holders apart (V1). */
  NONE {
    @Override
    boolean isOpen(Entry entry, DataNode former, MonotonicTime now) {
      return true;
    }
  },
  /** H4, V1: that the holder's machine is off is confirmed by STONITH or a named person. */
  HOLDER_OFF {
    @Override
    boolean isOpen(Entry entry, DataNode former, MonotonicTime now) {
      return former.agent().session().start() > 1;
    }
  },
  /** H6: the resuming holder has reported that it holds the lease under an armed guard. */
  HOLDER_LEASED {
    @Override
    boolean isOpen(Entry entry, DataNode former, MonotonicTime now) {
      return former.agent().lease().isLive(entry.state().phase().leasable().orElseThrow(), now);
    }
  };

  abstract boolean isOpen(Entry entry, DataNode former, MonotonicTime now);

  static Gate of(LedgerEvent event) {
    return switch (event) {
      case LedgerEvent.PrimaryFenced fenced -> HOLDER_OFF;
      case LedgerEvent.Resumed resumed -> HOLDER_LEASED;
      case LedgerEvent other -> NONE;
    };
  }
}
