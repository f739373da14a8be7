package dev.regent.protocol.report;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import java.util.List;
import java.util.Optional;

/**
 * One look at a PostgreSQL server.
 *
 * @param flushed standby: timeline of the last flushed record and the end of flushed WAL (received
 *     or local); primary: its timeline and flush LSN; {@link WalPosition#NONE} when unknown
 * @param replayed standby: the last replayed LSN; primary: equal to flushed
 * @param consistent recovery reached consistency, all local WAL is replayed
 * @param walSenders what the server's walsenders say (pg_stat_replication); empty on a standby
 * @param receiver the WAL receiver's state while one runs
 */
public record PostgresView(
    PostgresStatus status,
    Optional<SystemId> systemId,
    WalPosition flushed,
    Lsn replayed,
    boolean consistent,
    List<WalSender> walSenders,
    Optional<Receiver> receiver) {

  /** No server and nothing known. */
  public static final PostgresView ABSENT =
      new PostgresView(
          PostgresStatus.ABSENT,
          Optional.empty(),
          WalPosition.NONE,
          Lsn.ZERO,
          false,
          List.of(),
          Optional.empty());

  /** A walsender of a primary; {@code node} is the standby's application_name. */
  public record WalSender(NodeId node, String state, Lsn flushed, Lsn replayed) {}

  /** A running WAL receiver: the node it follows and the timeline it receives. */
  public record Receiver(NodeId source, TimelineId timeline, boolean streaming) {}

  /** The same look, understood otherwise. */
  public PostgresView with(PostgresStatus other) {
    return new PostgresView(other, systemId, flushed, replayed, consistent, walSenders, receiver);
  }

  /** max(flushed, replayed) on the flushed timeline, by which candidates are ranked (S2). */
  public WalPosition rank() {
    return new WalPosition(flushed.timeline(), Lsn.max(flushed.lsn(), replayed));
  }
}
