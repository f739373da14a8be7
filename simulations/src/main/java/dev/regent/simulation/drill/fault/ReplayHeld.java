package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** The primary's node is killed while the standby has received more than it could replay. */
final class ReplayHeld {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private ReplayHeld() {}

  /**
   * By a reader: it holds what the primary drops and vacuums away. PostgreSQL lets it hold up the
   * replay, and thereby a promotion, for max_standby_streaming_delay.
   */
  record ReplayConflict() implements Fault {
    @Override
    public String name() {
      return "replay-conflict";
    }

    @Override
    public Effect effect() {
      return Effect.MOVES;
    }

    @Override
    public Ready prepare(Scene scene) throws SQLException {
      Sql reader = holdUp(scene);
      return killing(scene, standby -> reader.close());
    }

    private static Sql holdUp(Scene scene) throws SQLException {
      try (Sql sql = scene.client(scene.primary());
          Sql standby = scene.superuser(scene.standby())) {
        sql.run("DROP TABLE IF EXISTS held, churned");
        sql.run("CREATE TABLE held AS SELECT generate_series(1, 100) AS id");
        sql.run("CREATE TABLE churned AS SELECT generate_series(1, 1000) AS id");
        awaitReplayed(sql.value("SELECT pg_current_wal_flush_lsn()"), standby);
        Sql reader = scene.client(scene.standby());
        reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        reader.value("SELECT count(*) FROM held");
        sql.run("DELETE FROM churned");
        sql.run("VACUUM churned");
        sql.run("DROP TABLE held");
        awaitHeldUp(standby);
        return reader;
      }
    }
  }

  /** By an operator: pg_wal_replay_pause(). */
  record ReplayPaused() implements Fault {
    @Override
    public String name() {
      return "replay-paused";
    }

    @Override
    public Effect effect() {
      return Effect.MOVES;
    }

    @Override
    public Ready prepare(Scene scene) throws SQLException {
      try (Sql standby = scene.superuser(scene.standby());
          Sql sql = scene.client(scene.primary())) {
        standby.run("SELECT pg_wal_replay_pause()");
        sql.run("CREATE TABLE IF NOT EXISTS paused (id int)");
        sql.run("INSERT INTO paused SELECT generate_series(1, 1000)");
        awaitHeldUp(standby);
      }
      return killing(scene, ReplayPaused::resume);
    }

    /** Only where the failover did not happen, so that the cell can become redundant again. */
    private static void resume(Scene scene) {
      try (Sql standby = scene.superuser(scene.standby())) {
        standby.run("SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_replay_resume()::text END");
      } catch (SQLException | DrillFailed notThere) {
        // Then there is nothing to resume.
      }
    }
  }

  private static Fault.Ready killing(Scene scene, Consumer<Scene> relief) {
    return new Fault.Ready() {
      @Override
      public void inject() {
        Signals.killNode(scene.cell(), scene.primary().node());
      }

      @Override
      public void heal() {
        relief.accept(scene);
        scene.cell().control(scene.primary().node()).release();
      }
    };
  }

  private static void awaitReplayed(String position, Sql standby) {
    Await.until(
        LIMIT,
        "the standby replays " + position,
        () -> isTrue(standby, "SELECT pg_last_wal_replay_lsn() >= '" + position + "'"));
  }

  private static void awaitHeldUp(Sql standby) {
    Await.until(
        LIMIT,
        "the standby has received what it cannot replay",
        () -> isTrue(standby, "SELECT pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()"));
  }

  private static boolean isTrue(Sql sql, String query) {
    try {
      return sql.value(query).equals("t");
    } catch (SQLException failed) {
      throw new DrillFailed("the standby broke off: " + failed.getMessage(), failed);
    }
  }
}
