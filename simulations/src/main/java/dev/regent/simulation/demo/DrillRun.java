package dev.regent.simulation.demo;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.DrillJson;
import dev.regent.simulation.drill.DrillResult;
import dev.regent.simulation.drill.DrillTable;
import dev.regent.simulation.drill.Drills;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.drill.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code regent demo --drill}: runs the drills and prints the table. */
final class DrillRun implements Drills.Audience {
  private static final int HISTORY_LINES = 25;

  private final DemoOptions options;
  private final DemoCell cell;
  private final Screen screen;
  private final List<Fault> faults;
  private final List<DrillResult> results = new ArrayList<>();

  DrillRun(DemoOptions options, DemoCell cell, Screen screen) {
    this.options = options;
    this.cell = cell;
    this.screen = screen;
    this.faults = options.only().isEmpty() ? Faults.all() : Faults.named(options.only());
  }

  int run() throws IOException {
    MonotonicTime start = Ticks.now();
    screen.say("starting nodes a, b and w in " + cell.plan().root());
    cell.awaitReady();
    screen.say("ready after %d ms".formatted(Ticks.now().since(start).toMillis()));
    screen.print(DrillTable.header());
    Drills drills = new Drills(cell, this);
    drills.run(faults, options.runs());
    screen.print(DrillTable.medians(results));
    if (options.json().isPresent()) {
      DrillJson.write(Path.of(options.json().get()), results);
    }
    return conclude(drills);
  }

  @Override
  public void begins(Fault fault, int run) {
    screen.status(
        "%d/%d %s ...".formatted(results.size() + 1, faults.size() * options.runs(), fault.name()));
  }

  @Override
  public void ended(DrillResult result) {
    results.add(result);
    screen.print(DrillTable.line(result));
    if (!result.isPassed()) {
      explain();
    }
  }

  private int conclude(Drills drills) throws IOException {
    long failed = results.stream().filter(result -> !result.isPassed()).count();
    int missing = faults.size() * options.runs() - results.size();
    screen.print(
        "%d drills: %d failed, %d not run; %d rows acknowledged%n"
            .formatted(results.size(), failed, missing, drills.acknowledged()));
    if (failed == 0 && missing == 0) {
      clean();
      return ExitCodes.OK;
    }
    screen.say("the files are kept; logs: %s/*/log/".formatted(cell.plan().root()));
    return ExitCodes.FAILED;
  }

  private void clean() throws IOException {
    if (!options.keep()) {
      cell.close();
      new DemoFiles(cell.plan()).clear();
    }
  }

  private void explain() {
    cell.nodes()
        .forEach(node -> {
          List<String> lines = cell.history(node);
          screen.say("history as %s tells it (the last %d):".formatted(node, HISTORY_LINES));
          lines
              .subList(Math.max(0, lines.size() - HISTORY_LINES), lines.size())
              .forEach(line -> screen.say("  " + line));
        });
    cell.plan()
        .nodes()
        .forEach(node -> screen.say("log of %s: %s".formatted(node.id(), node.files().log())));
  }
}
