package dev.regent.simulation.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.process.Processes;
import dev.regent.simulation.drill.DrillResult;
import dev.regent.simulation.drill.Drills;
import dev.regent.simulation.drill.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  @TempDir Path directory;

  private DemoCell cell;
  private Drills drills;

  @BeforeAll
  void start() throws IOException {
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
    cell =
        new DemoCell(
            new Planner(options, programs, System.out::println).plan(directory.resolve("demo")),
            System.out::println);
    cell.start(false);
    cell.awaitReady();
    drills = new Drills(cell, Drills.Audience.none());
  }

  @AfterAll
  void endsAndLeavesNothingRunning() throws IOException {
    cell.close();
    for (DemoNode node : cell.plan().nodes()) {
      assertThat(NodeProcesses.named(node.daemonPid())).isEmpty();
      assertThat(NodeProcesses.guard(node)).isEmpty();
      assertThat(Processes.in(node.data())).isEmpty();
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
  void goesOnWhileADaemonIsRestarted() {
    assertPassed("daemon-killed");
  }

  private void assertPassed(String fault) {
    List<DrillResult> results = drills.run(Faults.named(List.of(fault)), 1);
    assertThat(results).isNotEmpty();
    for (DrillResult result : results) {
      assertThat(result.isPassed())
          .as("%s; %s", result, cell.history(cell.nodes().getFirst()))
          .isTrue();
    }
  }
}
