package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;

/** A switchover when 300 MB of pages wait to be written, which an orderly stop must do. */
record SwitchoverDirty() implements Fault {
  private static final int ROWS = 300 * 1024;

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
    return () -> Switchover.order(scene);
  }
}
