package dev.regent.simulation.world.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import java.util.Optional;

/** A data directory, as the disk has it. */
final class Directory {
  final SystemId systemId;
  Wal wal;

  /** False from the first step of a rewind until the server follows again (S2). */
  boolean intact = true;

  /** A copy that becomes consistent only with its upstream's WAL. */
  boolean fresh;

  Optional<Revision> cut = Optional.empty();
  Optional<NodeId> upstream = Optional.empty();
  SyncRule names = SyncRule.BLOCK;
  boolean open;

  /** Where the oldest WAL begins that can still be sent. */
  Lsn oldest = Lsn.ZERO;

  /** The timeline that the control file shows: that of the last checkpoint. */
  TimelineId checkpointed = TimelineId.NONE;

  /** The end of the shutdown checkpoint, while the control file says that a primary shut down. */
  Optional<Lsn> shutDownAt = Optional.empty();

  Directory(SystemId systemId, Wal wal) {
    this.systemId = systemId;
    this.wal = wal;
  }

  boolean hasWalFrom(Lsn end) {
    return end.isAtLeast(oldest);
  }
}
