package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The primary's node is killed while the standby has received more than it could replay. */
final class ReplayHeld {
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
        Sql reader = scene.client(scene.standby());
        HeldReplay.by(reader, sql, standby);
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
        HeldReplay.await(standby);
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
}
