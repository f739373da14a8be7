package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The postmaster is killed while a procedure commits in a loop: that backend never looks whether
 * its postmaster lives, and would go on committing for minutes.
 */
record BusyBackend() implements Fault {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "busy-backend";
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  @Override
  public Ready prepare(Scene scene) throws SQLException {
    try (Sql sql = scene.client(scene.primary())) {
      sql.run("CREATE TABLE IF NOT EXISTS busy (id bigserial PRIMARY KEY)");
      sql.run(
          "CREATE OR REPLACE PROCEDURE busy() LANGUAGE plpgsql AS $$ BEGIN LOOP"
              + " INSERT INTO busy DEFAULT VALUES; COMMIT; END LOOP; END $$");
    }
    Sql session = scene.client(scene.primary());
    Thread caller = new Thread(() -> call(session), "busy-backend");
    caller.setDaemon(true);
    caller.start();
    awaitCommits(scene);
    return new Ready() {
      @Override
      public void inject() {
        Signals.killPostmaster(scene.primary());
      }

      @Override
      public void heal() {
        session.close();
      }
    };
  }

  private static void call(Sql session) {
    try {
      session.run("CALL busy()");
    } catch (SQLException killed) {
      // As it should be.
    }
  }

  private static void awaitCommits(Scene scene) throws SQLException {
    try (Sql sql = scene.client(scene.primary())) {
      String before = sql.value("SELECT max(id) FROM busy");
      Await.until(LIMIT, "the procedure commits", () -> !latest(sql).equals(before));
    }
  }

  private static String latest(Sql sql) {
    try {
      return sql.value("SELECT max(id) FROM busy");
    } catch (SQLException failed) {
      throw new IllegalStateException("cannot look at the procedure's rows", failed);
    }
  }
}
