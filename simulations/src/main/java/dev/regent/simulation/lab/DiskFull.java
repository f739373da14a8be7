package dev.regent.simulation.lab;

import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;

/**
 * The disk of the primary is full: there is no room for WAL, nor for the daemon's journal, until
 * somebody makes some.
 */
final class DiskFull implements Fault {
  static final String NAME = "disk-full";
  private static final int SEGMENTS = 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Effect effect() {
    return Effect.EITHER;
  }

  @Override
  public Ready prepare(Scene scene) {
    Filler filler = Filler.of(scene.primary());
    return new Ready() {
      @Override
      public void inject() {
        filler.fill();
        useUpWal(scene);
      }

      @Override
      public void heal() {
        filler.remove();
      }
    };
  }

  /** Segments that are kept for later would do for a while. */
  private static void useUpWal(Scene scene) {
    try (Sql sql = scene.superuser(scene.primary())) {
      for (int segment = 0; segment < SEGMENTS; segment++) {
        sql.run("SELECT pg_switch_wal(), txid_current()");
      }
    } catch (SQLException | DrillFailed noRoom) {
      // The server broke off.
    }
  }
}
