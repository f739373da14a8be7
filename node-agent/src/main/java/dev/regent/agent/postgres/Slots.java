package dev.regent.agent.postgres;

import dev.regent.agent.postgres.PostgresSettings.Peer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One physical slot per peer on every data node. A standby's are advanced to its own replay
 * position now and then, so that they hold WAL back for a failover but not for ever; a primary's
 * are advanced by its walsenders. A slot that lost its WAL is made anew: its peer must rebuild.
 */
final class Slots {
  private static final Logger LOG = LoggerFactory.getLogger(Slots.class);

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Server server;
  private Optional<Long> maintainedAt = Optional.empty();

  Slots(Server server) {
    this.server = server;
  }

  void maintainSometimes(Session session, boolean inRecovery) {
    if (maintainedAt.isPresent() && !server.waits().passed(maintainedAt.get(), INTERVAL)) {
      return;
    }
    maintainedAt = Optional.of(server.waits().now());
    for (Peer peer : server.settings().peers()) {
      String slot = PostgresSettings.slotOf(peer.node());
      try {
        ensure(session, slot);
        if (inRecovery) {
          advance(session, slot);
        }
      } catch (JobFailed notNow) {
        // The next round tries again: the slot is in use, or max_replication_slots is reached.
        LOG.info("slot={} not maintained reason={}", slot, notNow.getMessage());
      }
    }
  }

  static void ensure(Session session, String slot) throws JobFailed {
    List<List<String>> found =
        session.rows(
            "SELECT coalesce(wal_status, '') FROM pg_replication_slots WHERE slot_name = '"
                + slot
                + "'");
    if (!found.isEmpty() && found.getFirst().getFirst().equals("lost")) {
      session.run("SELECT pg_drop_replication_slot('" + slot + "')");
      found = List.of();
    }
    if (found.isEmpty()) {
      session.run("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
    }
  }

  private static void advance(Session session, String slot) throws JobFailed {
    session.run(
        "SELECT pg_replication_slot_advance(slot_name, pg_last_wal_replay_lsn())"
            + " FROM pg_replication_slots WHERE slot_name = '"
            + slot
            + "' AND NOT active AND restart_lsn < pg_last_wal_replay_lsn()");
  }
}
