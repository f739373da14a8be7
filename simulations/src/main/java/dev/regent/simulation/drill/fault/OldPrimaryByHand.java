package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.ByHand;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The primary's node is killed; after the failover somebody starts its server with pg_ctl while
 * Regent is down there, and looks at it for a while; then Regent comes back. It must not have been
 * writable in between: the local writer tries all the time.
 */
record OldPrimaryByHand() implements Fault {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "old-primary-by-hand";
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  @Override
  public Ready prepare(Scene scene) {
    return new Ready() {
      @Override
      public void inject() {
        Signals.killNode(scene.cell(), scene.primary().node());
      }

      @Override
      public void heal() {
        try {
          new ByHand(scene.cell(), scene.primary()).start();
          awaitAnswer(scene);
          Await.pass(LOOK);
        } finally {
          scene.cell().control(scene.primary().node()).release();
        }
      }
    };
  }

  private static void awaitAnswer(Scene scene) {
    Await.until(
        START_LIMIT,
        "the server that was started by hand answers",
        () -> {
          try (Sql sql = scene.client(scene.primary())) {
            return !sql.value("SELECT pg_is_in_recovery()").isEmpty();
          } catch (SQLException | DrillFailed notYet) {
            return false;
          }
        });
  }
}
