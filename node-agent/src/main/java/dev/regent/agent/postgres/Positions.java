package dev.regent.agent.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The position of the last flushed record (S2), which no SQL function of a standby shows.
 *
 * <p>IDENTIFY_SYSTEM does, on a walsender session: in recovery it answers with the timeline of the
 * last <em>replayed</em> record, and as position the received LSN when the receiver is, or was, on
 * that timeline, the replayed LSN otherwise (walsender.c, GetStandbyFlushRecPtr; the same in 13 to
 * 18). So when its position has reached {@code pg_last_wal_receive_lsn()}, it is the answer. When
 * not, WAL of a newer timeline was received and is not replayed yet: then the newest segment that
 * holds the last received byte tells the receiver's timeline, and that timeline's history file,
 * which the receiver fetched before, tells to whom the byte belongs.
 *
 * <p>Not usable: pg_control_checkpoint and pg_control_recovery lag behind, and pg_walfile_name
 * refuses in recovery.
 */
record Positions(Layout layout) {
  /** What IDENTIFY_SYSTEM says. */
  record Identity(String systemId, TimelineId timeline, Lsn position) {}

  static Identity identify(Session session) throws JobFailed {
    List<String> row = session.row("IDENTIFY_SYSTEM");
    return new Identity(
        row.get(0), new TimelineId(Integer.parseInt(row.get(1))), Lsn.parse(row.get(2)));
  }

  /** The end of WAL of a server in recovery: on disk, replayed or not. */
  WalPosition look(Session session) throws JobFailed, IOException {
    String received = session.value("SELECT pg_last_wal_receive_lsn()");
    return resolve(session, received.isEmpty() ? Lsn.ZERO : Lsn.parse(received));
  }

  /** The same when the received LSN is known already; it was read before this. */
  WalPosition resolve(Session session, Lsn received) throws JobFailed, IOException {
    Identity identity = identify(session);
    if (identity.position().isAtLeast(received)) {
      return new WalPosition(identity.timeline(), identity.position());
    }
    WalFiles wal = new WalFiles(layout.wal(), segmentBytes(session));
    TimelineId receiver = wal.newestWithEnd(received).orElse(identity.timeline());
    return new WalPosition(history(receiver).ownerOf(received), received);
  }

  /** The history of a timeline as the local pg_wal has it; timeline 1 has none. */
  TimelineHistory history(TimelineId timeline) throws IOException {
    Optional<String> text =
        DurableFiles.read(layout.wal().resolve(TimelineHistory.fileName(timeline)));
    return TimelineHistory.parse(timeline, text.orElse(""));
  }

  static long segmentBytes(Session session) throws JobFailed {
    return Long.parseLong(
        session.value("SELECT setting FROM pg_settings WHERE name = 'wal_segment_size'"));
  }
}
