package dev.regent.simulation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A drill finds every wrong that it looks for, on servers where the test itself does the wrong. */
@Tag("process")
class DrillOnBareServersTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private BareCell cell;

  @BeforeEach
  void start() throws IOException {
    cell = new BareCell();
  }

  @AfterEach
  void end() throws IOException {
    cell.close();
  }

  @Test
  void nothingGoesWrongWhereNothingHappens() {
    DrillResult result = drill(Fault.Effect.STAYS, scene -> {});
    assertThat(result.problems()).isEmpty();
    assertThat(result.isPassed()).isTrue();
    assertThat(result.ackedWrites()).isGreaterThan(25);
    assertThat(result.outageMs()).isLessThan(2000L);
  }

  @Test
  void aRowThatThePrimaryForgotIsLost() {
    DrillResult result =
        drill(
            Fault.Effect.STAYS,
            scene -> run(scene, "DELETE FROM writes WHERE ctid = (SELECT min(ctid) FROM writes)"));
    assertThat(result.lostAckedWrites()).isEqualTo(1);
    assertThat(result.isPassed()).isFalse();
  }

  @Test
  void twoPrimariesAreSeenByTheirCommits() {
    run(Scene.of(cell), "ALTER SYSTEM SET synchronous_standby_names = ''");
    run(Scene.of(cell), "SELECT pg_reload_conf()");
    List<Commit> commits;
    Writer one =
        Writer.start(new Writer.Plan(1, Duration.ofMillis(20), List.of(cell.a())), cell.client());
    Writer two =
        Writer.start(new Writer.Plan(2, Duration.ofMillis(20), List.of(cell.b())), cell.client());
    try (one;
        two) {
      Await.until(LIMIT, "the first writes", () -> one.commits().last().isPresent());
      assertThat(two.commits().acknowledged()).isEmpty();
      cell.promote();
      Await.until(LIMIT, "the second writes", () -> two.commits().acknowledged().size() > 5);
      Await.pass(Duration.ofMillis(100));
    }
    commits = new ArrayList<>(one.commits().acknowledged());
    commits.addAll(two.commits().acknowledged());
    assertThat(DualWrites.proven(commits)).isGreaterThan(Duration.ofMillis(80));
  }

  @Test
  void theClientFollowsThePrimary() {
    Writer client =
        Writer.start(new Writer.Plan(1, Duration.ofMillis(20), cell.servers()), cell.client());
    try (client) {
      Await.until(LIMIT, "it writes", () -> client.commits().last().isPresent());
      cell.pair.kill(cell.a());
      var killed = Ticks.now();
      cell.promote();
      Await.until(
          LIMIT,
          "it writes through the other",
          () -> client.commits().since(killed, Optional.of(cell.b().node())) > 0);
    }
    assertThat(DualWrites.proven(client.commits().acknowledged())).isZero();
  }

  /** PostgreSQL says success then, with a warning: only the primary has the row. */
  @Test
  void aCancelledWaitForTheStandbyIsNoAcknowledgement() {
    Writer client =
        Writer.start(new Writer.Plan(1, Duration.ofMillis(20), List.of(cell.a())), cell.client());
    try (client) {
      Await.until(LIMIT, "it writes", () -> client.commits().last().isPresent());
      cell.pair.kill(cell.b());
      Scene scene = new Scene(cell, cell.a(), cell.b());
      Await.until(
          LIMIT,
          "a wait is cancelled",
          () -> {
            run(
                scene,
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            return client.commits().indeterminate() > 0;
          });
      assertThat(rows(cell.a())).isGreaterThan(client.commits().acknowledged().size());
    }
  }

  @Test
  void aStandbyThatDoesNotStreamIsNotRedundantWhateverTheCellSays() {
    RedundancyCheck check = new RedundancyCheck(cell);
    assertThat(check.holds()).isTrue();
    cell.pair.kill(cell.b());
    assertThat(check.holds()).isFalse();
    assertThat(check.missing()).contains("cannot connect to b");
  }

  private DrillResult drill(Fault.Effect effect, Consumer<Scene> strike) {
    Fault fault =
        new Fault() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public Effect effect() {
            return effect;
          }

          @Override
          public Ready prepare(Scene scene) {
            return () -> strike.accept(scene);
          }
        };
    return new Drills(cell, Drills.Audience.none()).run(List.of(fault), 1).getFirst();
  }

  private static void run(Scene scene, String sql) {
    try (Sql session = scene.superuser(scene.primary())) {
      session.run(sql);
    } catch (SQLException failed) {
      throw new DrillFailed(sql, failed);
    }
  }

  private int rows(Server server) {
    try (Sql sql = BarePair.open(server)) {
      return Integer.parseInt(sql.value("SELECT count(*) FROM writes"));
    } catch (SQLException failed) {
      throw new DrillFailed("cannot count", failed);
    }
  }
}
