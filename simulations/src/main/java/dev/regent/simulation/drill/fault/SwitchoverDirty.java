package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;
import java.time.Duration;

/** A switchover when 300 MB of pages wait to be written, which an orderly stop must do. */
record SwitchoverDirty() implements Fault {
  private static final int ROWS = 300 * 1024;
  private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "switchover-dirty";
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  // A row of 1 KB, not compressed: the pages are as many as the rows are big.
  @Override
  public Ready prepare(Scene scene) throws SQLException {
    try (Sql sql = scene.client(scene.primary())) {
      sql.run("DROP TABLE IF EXISTS dirty");
      sql.run("CREATE TABLE dirty (id int, filler text)");
      sql.run("ALTER TABLE dirty ALTER COLUMN filler SET STORAGE PLAIN");
    }
    try (Sql sql = scene.superuser(scene.primary())) {
      sql.run("CHECKPOINT");
    }
    try (Sql sql = scene.client(scene.primary())) {
      sql.run(
          "INSERT INTO dirty SELECT id, repeat('x', 990) FROM generate_series(1, " + ROWS + ") id");
    }
    awaitCaughtUp(scene);
    return () -> Switchover.order(scene);
  }

  /**
   * A target that lags is refused, rightly; the pages that the primary has to write are the point.
   */
  private static void awaitCaughtUp(Scene scene) throws SQLException {
    try (Sql sql = scene.superuser(scene.primary())) {
      Await.until(
          CATCH_UP_LIMIT,
          "the standby has replayed the 300 MB",
          () -> {
            try {
              return sql.isTrue(
                  "SELECT bool_and(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) < 1000000)"
                      + " FROM pg_stat_replication");
            } catch (SQLException broken) {
              throw new DrillFailed("the primary broke off: " + broken.getMessage(), broken);
            }
          });
    }
  }
}
