package dev.regent.simulation.drill;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the cell is redundant, by its own word <em>and</em> by PostgreSQL's: the standby receives
 * on the primary's timeline, and has flushed and replayed past a position that the primary had
 * after the question was asked. A state of {@code streaming} alone proves nothing.
 */
final class RedundancyCheck {
  private final DrilledCell cell;
  private String missing = "not looked yet";

  RedundancyCheck(DrilledCell cell) {
    this.cell = cell;
  }

  /** What was missing when it was last looked. */
  String missing() {
    return missing;
  }

  boolean holds() {
    Optional<CellStatus> status = cell.status();
    if (status.isEmpty() || status.get().primary().isEmpty() || !status.get().redundant()) {
      missing =
          status
              .map(found -> "phase %s: %s".formatted(found.phase(), found.missing()))
              .orElse("no node answers with a majority");
      return false;
    }
    try {
      missing = missingBySql(Scene.of(cell));
    } catch (SQLException | DrillFailed failed) {
      missing = "PostgreSQL: " + failed.getMessage();
    }
    return missing.isEmpty();
  }

  private static String missingBySql(Scene scene) throws SQLException {
    try (Sql primary = scene.superuser(scene.primary());
        Sql standby = scene.superuser(scene.standby())) {
      String timeline =
          primary.value(
              "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))"
                  + "::bit(32)::int");
      String position = primary.value("SELECT pg_current_wal_flush_lsn()");
      String received =
          standby.value("SELECT received_tli FROM pg_stat_wal_receiver WHERE status = 'streaming'");
      if (!received.equals(timeline)) {
        return "the standby receives on timeline '%s', the primary writes on %s"
            .formatted(received, timeline);
      }
      return isPast(primary, position)
          ? ""
          : "the standby has not replayed %s yet".formatted(position);
    }
  }

  private static boolean isPast(Sql primary, String position) {
    String query =
        ("SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming'"
                + " AND flush_lsn >= '%s' AND replay_lsn >= '%s'")
            .formatted(position, position);
    return Await.holds(
        Duration.ofSeconds(1),
        () -> {
          try {
            return primary.isTrue(query);
          } catch (SQLException broken) {
            throw new DrillFailed("the primary broke off: " + broken.getMessage(), broken);
          }
        });
  }
}
