package dev.regent.simulation.demo;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.BarePair;
import dev.regent.simulation.drill.CellStatus;
import dev.regent.simulation.drill.GrantToWrite;
import dev.regent.simulation.drill.NodeControl;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Ticks;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code regent demo --measure}: the figures of README, as a table. */
final class Measurement {
  private static final Duration WATCH = Duration.ofSeconds(20);
  private static final Duration SETTLE = Duration.ofMinutes(2);

  /** Before each start: the one before still warms up. */
  private static final Duration CALM = Duration.ofSeconds(10);

  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final int PROMOTIONS = 5;
  private static final int SCRATCH_PORT = 25432;

  private final DemoCell cell;
  private final Screen screen;

  Measurement(DemoCell cell, Screen screen) {
    this.cell = cell;
    this.screen = screen;
  }

  int run() throws IOException {
    cell.awaitReady();
    Map<NodeId, Long> ready = new TreeMap<>();
    cell.nodes().forEach(node -> ready.put(node, readyMillis(node)));
    screen.say("watching the idle daemons for %d s".formatted(WATCH.toSeconds()));
    cell.awaitReady();
    Await.pass(SETTLE);
    screen.print(
        "%-6s %12s %12s %14s %16s%n"
            .formatted("NODE", "READY ms", "DAEMON MB", "DAEMON CPU %", "GUARD MB"));
    idle(ready);
    screen.say("switching over");
    screen.print("grant until the first accepted write, ms: %s%n".formatted(grantsToWrites()));
    screen.say("measuring PostgreSQL's own promotion on a scratch pair of servers");
    cell.close();
    screen.print(promotions());
    return ExitCodes.OK;
  }

  /** From the start of the process until it answers over HTTP, with PostgreSQL running already. */
  private long readyMillis(NodeId node) {
    NodeControl control = cell.control(node);
    Await.pass(CALM);
    control.hold();
    control.daemon().ifPresent(Signals::kill);
    Await.until(START_LIMIT, node + " ended", () -> control.daemon().isEmpty());
    Await.until(START_LIMIT, node + " is silent", () -> !control.isAnswering());
    MonotonicTime start = Ticks.now();
    control.release();
    Await.until(START_LIMIT, node + " answers", control::isAnswering);
    return Ticks.now().since(start).toMillis();
  }

  private void idle(Map<NodeId, Long> ready) throws IOException {
    Map<NodeId, ProcessUse> before = new TreeMap<>();
    for (NodeId node : cell.nodes()) {
      before.put(node, use(cell.control(node).daemon()));
    }
    Await.pass(WATCH);
    for (NodeId node : cell.nodes()) {
      ProcessUse after = use(cell.control(node).daemon());
      ProcessUse guard = use(cell.control(node).guard());
      screen.print(
          "%-6s %12d %12d %14.1f %16d%n"
              .formatted(
                  node,
                  ready.get(node),
                  after.residentMegabytes(),
                  after.cpuPercent(before.getOrDefault(node, ProcessUse.NONE), WATCH),
                  guard.residentMegabytes()));
    }
  }

  private static ProcessUse use(Optional<Long> process) throws IOException {
    return process.isPresent() ? ProcessUse.of(process.get()) : ProcessUse.NONE;
  }

  private List<Long> grantsToWrites() {
    List<Long> millis = new ArrayList<>();
    for (int number = 1; number <= PROMOTIONS; number++) {
      Await.until(
          START_LIMIT,
          "the cell is redundant",
          () -> cell.status().filter(CellStatus::redundant).isPresent());
      Await.pass(CALM);
      millis.add(GrantToWrite.measure(cell, number).toMillis());
    }
    return millis;
  }

  private String promotions() throws IOException {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < PROMOTIONS; i++) {
      Path scratch = cell.plan().root().resolve("scratch");
      DemoFiles.deleteTree(scratch);
      FreePorts ports = new FreePorts();
      List<Integer> two =
          List.of(
              ports.find(SCRATCH_PORT, List.of("127.0.0.1")),
              ports.find(SCRATCH_PORT, List.of("127.0.0.1")));
      try (BarePair pair = BarePair.start(scratch, cell.programs(), two)) {
        millis.add(pair.promotionFloor().toMillis());
      } catch (SQLException failed) {
        throw new CannotStart("the scratch servers failed: " + failed.getMessage(), failed);
      }
      DemoFiles.deleteTree(scratch);
    }
    return "bare pg_promote(false) until the first accepted write, ms: %s%n".formatted(millis);
  }
}
