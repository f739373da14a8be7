package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One fault on a redundant cell, from the first row of the writers to the last.
 *
 * <ol>
 *   <li>The cell is redundant, the fault is made ready, the writers write.
 *   <li>The fault strikes; it lasts as long as it must, and clients can write again.
 *   <li>It is healed; the cell becomes redundant; the writers stop.
 *   <li>{@link Verdict} looks for every acknowledged row and compares the servers.
 * </ol>
 */
final class Drill {
  private static final Duration LOCAL_BEAT = Duration.ofMillis(50);
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(90);
  private static final Duration REDUNDANCY_LIMIT = Duration.ofMinutes(3);

  private final Fault fault;
  private final Scene scene;
  private final List<String> problems = new ArrayList<>();

  private Drill(Fault fault, Scene scene) {
    this.fault = fault;
    this.scene = scene;
  }

  /**
   * What happened.
   *
   * @param redundantSince empty when it was not redundant again within the limit
   * @param end when the writers were told to stop
   * @param clientCommits of the writer that moves between the servers
   * @param allCommits of all writers
   */
  record Observed(
      Fault fault,
      Scene scene,
      MonotonicTime struck,
      Optional<MonotonicTime> redundantSince,
      MonotonicTime end,
      List<Commit> clientCommits,
      List<Commit> allCommits,
      List<String> problems) {}

  /**
   * Runs it to its end.
   *
   * @param number used once in a database's life: the writers' names come from it
   * @throws DrillFailed when it could not even begin: then nothing was hurt
   */
  static Observed run(Fault fault, DrilledCell cell, int number) {
    RedundancyWatch.awaitCalm(cell, REDUNDANCY_LIMIT);
    return new Drill(fault, Scene.of(cell)).run(number);
  }

  private Observed run(int number) {
    Fault.Ready ready = prepare();
    try (Probes probes = startProbes(ready, number);
        RedundancyWatch watch = RedundancyWatch.start(scene.cell())) {
      MonotonicTime struck = Ticks.now();
      strike(ready, probes, struck);
      Optional<MonotonicTime> redundant = watch.await(REDUNDANCY_LIMIT);
      if (redundant.isEmpty()) {
        problems.add("not redundant again: " + watch.missing());
      }
      MonotonicTime end = Ticks.now();
      probes.stop();
      return new Observed(
          fault,
          scene,
          struck,
          redundant,
          end,
          probes.clientCommits().acknowledged(),
          probes.acknowledged(),
          problems);
    }
  }

  private Fault.Ready prepare() {
    try {
      return fault.prepare(scene);
    } catch (SQLException failed) {
      throw new DrillFailed(
          "cannot prepare %s: %s".formatted(fault.name(), failed.getMessage()), failed);
    }
  }

  private static Probes.Places places(DrilledCell cell) {
    return new Probes.Places(
        cell.servers(), cell.client(), Thread::new, cell::threadsOn, LOCAL_BEAT);
  }

  private Probes startProbes(Fault.Ready ready, int number) {
    try {
      return Probes.start(places(scene.cell()), number);
    } catch (DrillFailed failed) {
      heal(ready);
      throw failed;
    }
  }

  private void strike(Fault.Ready ready, Probes probes, MonotonicTime struck) {
    try {
      ready.inject();
      awaitService(probes, struck);
    } catch (SQLException | DrillFailed failed) {
      problems.add(failed.getMessage());
    } finally {
      heal(ready);
    }
  }

  private void awaitService(Probes probes, MonotonicTime struck) {
    if (fault.effect() == Fault.Effect.MOVES) {
      awaitWrites(probes, struck, Optional.of(scene.standby().node()));
    }
    MonotonicTime enough = struck.plus(fault.atLeast(scene.cell().timings()));
    if (Ticks.now().isBefore(enough)) {
      Await.pass(enough.since(Ticks.now()));
    }
    if (fault.effect() != Fault.Effect.DOWN) {
      awaitWrites(probes, Ticks.now(), Optional.empty());
    }
  }

  private static void awaitWrites(Probes probes, MonotonicTime since, Optional<NodeId> through) {
    Await.until(
        RECOVERY_LIMIT,
        "clients write again" + through.map(node -> " through " + node).orElse(""),
        () -> probes.hasWritten(since, through));
  }

  private void heal(Fault.Ready ready) {
    try {
      ready.heal();
    } catch (SQLException | DrillFailed failed) {
      problems.add("healing: " + failed.getMessage());
    }
  }
}
