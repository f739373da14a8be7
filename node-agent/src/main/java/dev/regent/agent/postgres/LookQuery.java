package dev.regent.agent.postgres;

import dev.regent.agent.postgres.PostgresSettings.Peer;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.report.PostgresView.Receiver;
import dev.regent.protocol.report.PostgresView.WalSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The one statement of an observation, and its answer. */
final class LookQuery {
  /** A receiver of a server that is no peer: named so that it is seen. */
  private static final NodeId STRANGER = new NodeId("unknown");

  /**
   * Whether anybody waits until WAL is on the disk: for the disk, or for the lock of who does.
   * Names of wait events changed their case in PostgreSQL 17. What is not flushed is looked at
   * first: that costs nothing, and is so for moments only.
   */
  private static final String AWAITS_DISK =
      "CASE WHEN r.rec THEN false"
          + " WHEN pg_current_wal_insert_lsn() = pg_current_wal_flush_lsn() THEN false"
          + " ELSE EXISTS (SELECT FROM pg_stat_activity"
          + " WHERE lower(wait_event) IN ('walwrite', 'walsync')) END";

  private final PostgresSettings settings;
  private final String whileReplaying;
  private final String settled;

  LookQuery(PostgresSettings settings) {
    this.settings = settings;
    this.settled = sql("true");
    this.whileReplaying = sql("(CASE WHEN r.rec THEN (" + Starter.EXHAUSTED + ") ELSE true END)");
  }

  /**
   * An answer.
   *
   * @param flushed received LSN of a standby, zero if it never received; flush LSN of a primary
   * @param receiverPid the process behind {@code receiver}
   * @param awaitsDisk a process of a primary waits until WAL is written or synced
   */
  record Look(
      boolean inRecovery,
      Lsn flushed,
      Lsn replayed,
      Optional<Receiver> receiver,
      List<WalSender> walSenders,
      boolean exhausted,
      OptionalLong receiverPid,
      boolean awaitsDisk) {

    boolean isReceivingOn(TimelineId timeline) {
      return receiver.filter(r -> r.timeline().equals(timeline)).isPresent();
    }
  }

  Look ask(Session session, boolean exhausted) throws JobFailed {
    List<String> row = session.row(exhausted ? settled : whileReplaying);
    return new Look(
        row.get(0).equals("t"),
        lsn(row.get(1)),
        lsn(row.get(2)),
        receiver(row.subList(3, 7)),
        walSenders(row.get(7)),
        row.get(8).equals("t"),
        row.get(9).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(row.get(9))),
        row.get(10).equals("t"));
  }

  private String sql(String exhausted) {
    String peers =
        settings.peers().stream()
            .map(peer -> "'" + peer.node() + "'")
            .collect(Collectors.joining(",", "(", ")"));
    String senders =
        settings.peers().isEmpty()
            ? "''"
            : "CASE WHEN r.rec THEN '' ELSE coalesce((SELECT string_agg(application_name||' '"
                + "||state||' '||flush_lsn||' '||replay_lsn, ',') FROM pg_stat_replication"
                + " WHERE application_name IN "
                + peers
                + "),'') END";
    return "SELECT r.rec,"
        + " CASE WHEN r.rec THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_flush_lsn() END,"
        + " CASE WHEN r.rec THEN pg_last_wal_replay_lsn() END,"
        + " w.status, w.received_tli, w.sender_host, w.sender_port, "
        + senders
        + ", "
        + exhausted
        + ", w.pid, "
        + AWAITS_DISK
        + " FROM (SELECT pg_is_in_recovery() AS rec) r LEFT JOIN pg_stat_wal_receiver w ON true";
  }

  private Optional<Receiver> receiver(List<String> fields) {
    if (fields.get(0).isEmpty()) {
      return Optional.empty();
    }
    String host = fields.get(2);
    String port = fields.get(3);
    NodeId source =
        settings.peers().stream()
            .filter(peer -> isAt(peer, host, port))
            .map(Peer::node)
            .findFirst()
            .orElse(STRANGER);
    int timeline = fields.get(1).isEmpty() ? 0 : Integer.parseInt(fields.get(1));
    return Optional.of(
        new Receiver(source, new TimelineId(timeline), fields.get(0).equals("streaming")));
  }

  private static boolean isAt(Peer peer, String host, String port) {
    return peer.endpoint().host().equals(host)
        && Integer.toString(peer.endpoint().port()).equals(port);
  }

  private static List<WalSender> walSenders(String text) {
    List<WalSender> senders = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] fields = one.split(" ", -1);
      senders.add(new WalSender(new NodeId(fields[0]), fields[1], lsn(fields[2]), lsn(fields[3])));
    }
    return senders;
  }

  private static Lsn lsn(String text) {
    return text.isEmpty() ? Lsn.ZERO : Lsn.parse(text);
  }
}
