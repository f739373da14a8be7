package dev.regent.simulation.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.process.Processes;
import dev.regent.simulation.drill.DrillResult;
import dev.regent.simulation.drill.Drills;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real daemons with real PostgreSQL: the main job, end to end, once for each kind of loss.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoCellTest {
  private DemoCell cell;
  private Drills drills;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    DemoOptions options =
        new DemoOptions(
            DemoOptions.Mode.DRILL,
            "default",
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            1,
            Optional.empty());
    var programs = new PostgresInstallation(System.out::println).find();
    Place place = Place.of(directory.resolve("demo"), Planner.NODES, programs, System.out::println);
    cell =
        new DemoCell(
            new Planner(options, programs, System.out::println).plan(place), System.out::println);
    cell.start(false);
    cell.awaitReady();
    drills = new Drills(cell, Drills.Audience.none());
  }

  @AfterAll
  void endsAndLeavesNothingRunning() throws IOException {
    cell.close();
    for (DemoNode node : cell.plan().nodes()) {
      assertThat(NodeProcesses.named(node.files().daemonPid())).isEmpty();
      assertThat(NodeProcesses.guard(node.files())).isEmpty();
      assertThat(Processes.in(node.files().data())).isEmpty();
    }
    new DemoFiles(cell.plan()).clear();
  }

  @Test
  void failsOverWhenThePostmasterIsKilled() {
    assertPassed("postmaster-killed");
  }

  @Test
  void failsOverWhenTheWholeNodeIsKilled() {
    assertPassed("node-killed");
  }

  @Test
  void switchesOverAndBack() {
    assertPassed("switchover");
  }

  @Test
  void keepsAnOldPrimaryStartedByHandFromWriting() {
    assertPassed("old-primary-by-hand");
  }

  /**
   * Another node at each step; {@code ./regent demo --drill --only killed-at-step} has them all.
   */
  @Test
  void survivesTheLossOfANodeAtEachStepOfAFailover() {
    List<Fault> all = Faults.steps();
    assertPassed(
        IntStream.range(0, all.size() / 3).mapToObj(step -> all.get(3 * step + step % 3)).toList());
  }

  private void assertPassed(String fault) {
    assertPassed(Faults.named(List.of(fault)));
  }

  private void assertPassed(List<Fault> faults) {
    List<DrillResult> results = drills.run(faults, 1);
    assertThat(results).hasSameSizeAs(faults).isNotEmpty();
    for (DrillResult result : results) {
      assertThat(result.isPassed())
          .as("%s; %s", result, cell.history(cell.nodes().getFirst()))
          .isTrue();
    }
  }
}
