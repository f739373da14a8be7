package dev.regent.simulation.demo;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.CellStatus;
import dev.regent.simulation.drill.Ticks;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says where to connect and what to try, and then stays. */
final class Show {
  private final DemoCell cell;
  private final Screen screen;

  Show(DemoCell cell, Screen screen) {
    this.cell = cell;
    this.screen = screen;
  }

  int run() {
    MonotonicTime start = Ticks.now();
    screen.say("starting nodes a, b (PostgreSQL) and w (witness) in " + cell.plan().root());
    cell.awaitReady();
    screen.print(
        "Ready after %.1f s: %s is primary.%n%n"
            .formatted(
                Ticks.now().since(start).toMillis() / 1000.0,
                cell.status().flatMap(CellStatus::primary).map(Object::toString).orElse("nobody")));
    screen.print(guide());
    Ending.awaitSignal();
    return ExitCodes.OK;
  }

  private String guide() {
    DemoPlan plan = cell.plan();
    Path here = Path.of("").toAbsolutePath();
    String a = pid(plan, 0);
    String b = pid(plan, 1);
    return """
    Connect, to whichever node is primary:
      PGPASSFILE=%s psql '%s'
    HTTP:
      %s

    Try in another terminal, in this directory:
      ./regent status
      ./regent switchover
      ./regent history
      kill -9 $(head -1 %s)    # PostgreSQL of node a
      kill -9 $(head -1 %s)    # PostgreSQL of node b
      kill -9 %s %s            # the daemons of a and b: they are started again
      kill -STOP %s            # the daemon of a hangs; kill -CONT ends that
      watch -n 0.5 ./regent status

    Logs: %s
    Ctrl-C ends everything.
    """
        .formatted(
            shortened(here, plan.pgpass()),
            plan.connection(),
            plan.urls().stream().map(URI::toString).collect(Collectors.joining(" ")),
            shortened(here, plan.dataNodes().get(0).files().data().resolve("postmaster.pid")),
            shortened(here, plan.dataNodes().get(1).files().data().resolve("postmaster.pid")),
            a,
            b,
            a,
            shortened(here, plan.root()) + "/*/log/");
  }

  private String pid(DemoPlan plan, int node) {
    Optional<Long> pid = cell.control(plan.dataNodes().get(node).id()).daemon();
    return pid.map(String::valueOf).orElse("PID");
  }

  private static Path shortened(Path here, Path path) {
    return path.startsWith(here) ? here.relativize(path) : path;
  }
}
