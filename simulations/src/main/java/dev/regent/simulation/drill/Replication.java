package dev.regent.simulation.drill;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Whether standbys follow a primary, by PostgreSQL's own word. */
public final class Replication {
  private static final Duration REPLAY_LIMIT = Duration.ofSeconds(1);

  private Replication() {}

  /**
   * What keeps the servers from being redundant; empty text when they are. Each standby must
   * receive on the primary's timeline, and flush and replay past a position that the primary had
   * after this was asked: a state of {@code streaming} alone proves nothing.
   */
  public static String missing(Server primary, List<Server> standbys, Login superuser)
      throws SQLException {
    try (Sql sql = Sql.at(primary, superuser, Sql.Patience.USUAL)) {
      String timeline =
          sql.value(
              "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))"
                  + "::bit(32)::int");
      String position = sql.value("SELECT pg_current_wal_flush_lsn()");
      for (Server standby : standbys) {
        String received = received(standby, superuser);
        if (!received.equals(timeline)) {
          return "%s receives on timeline '%s', the primary writes on %s"
              .formatted(standby.node(), received, timeline);
        }
      }
      return arePast(sql, position, standbys.size())
          ? ""
          : "a standby has not replayed %s yet".formatted(position);
    }
  }

  private static String received(Server server, Login superuser) throws SQLException {
    try (Sql standby = Sql.at(server, superuser, Sql.Patience.USUAL)) {
      return standby.value(
          "SELECT received_tli FROM pg_stat_wal_receiver WHERE status = 'streaming'");
    }
  }

  private static boolean arePast(Sql primary, String position, int standbys) {
    String query =
        ("SELECT count(*) >= %d FROM pg_stat_replication WHERE state = 'streaming'"
                + " AND flush_lsn >= '%s' AND replay_lsn >= '%s'")
            .formatted(standbys, position, position);
    return Await.holds(
        REPLAY_LIMIT,
        () -> {
          try {
            return primary.isTrue(query);
          } catch (SQLException broken) {
            throw new DrillFailed("the primary broke off: " + broken.getMessage(), broken);
          }
        });
  }
}
