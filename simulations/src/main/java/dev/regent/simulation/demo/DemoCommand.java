package dev.regent.simulation.demo;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.SubCommand;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.drill.DrillFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code regent demo}: three nodes on this machine, to look at, to drill, or to measure. */
public final class DemoCommand implements SubCommand {
  /** Where the other commands look for the nodes of a demo. */
  private static final Path URLS = Path.of(".regent", "demo", "urls");

  private static final Path DIRECTORY = Path.of(".regent", "demo");

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "three nodes on this machine, to try or to drill";
  }

  @Override
  public String usage() {
    return DemoOptions.USAGE;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    return switch (DemoOptions.parse(arguments)) {
      case DemoOptions.Parsed.Bad bad -> {
        terminal.err().println("regent: " + bad.message());
        yield ExitCodes.USAGE;
      }
      case DemoOptions.Parsed.Good good -> run(good.options(), terminal);
    };
  }

  private static int run(DemoOptions options, Terminal terminal) {
    try {
      return demo(options, terminal);
    } catch (CannotStart | DrillFailed refused) {
      terminal.err().println("regent: " + refused.getMessage());
      return ExitCodes.FAILED;
    } catch (IOException failed) {
      terminal.err().println("regent: a file of the demo: " + failed);
      return ExitCodes.FAILED;
    }
  }

  private static int demo(DemoOptions options, Terminal terminal) throws IOException {
    Screen screen = new Screen(terminal);
    Path base = terminal.directory().toAbsolutePath().normalize();
    Path wanted = base.resolve(options.directory().map(Path::of).orElse(DIRECTORY));
    var programs = new PostgresInstallation(screen::say).find();
    Place place = Place.of(wanted, Planner.NODES, programs, screen::say);
    try (DemoLock _ = DemoLock.of(place.root())) {
      if (place.endProcesses()) {
        screen.say("ended what an earlier demo had left running in " + place.root());
      }
      DemoPlan plan = new Planner(options, programs, screen::say).plan(place);
      return run(options, new DemoCell(plan, screen::say), screen, base.resolve(URLS));
    }
  }

  private static int run(DemoOptions options, DemoCell cell, Screen screen, Path urls)
      throws IOException {
    Ending ending = Ending.watch(() -> end(cell, urls));
    try {
      cell.start(options.keep());
      DemoFiles.writeUrls(urls, cell.plan());
      return show(options, cell, screen);
    } finally {
      ending.close();
      end(cell, urls);
    }
  }

  private static void end(DemoCell cell, Path urls) {
    cell.close();
    try {
      Files.deleteIfExists(urls);
    } catch (IOException leftThere) {
      // The other commands then say that no node answers there.
    }
  }

  private static int show(DemoOptions options, DemoCell cell, Screen screen) throws IOException {
    return switch (options.mode()) {
      case SHOW -> new Show(cell, screen).run();
      case DRILL -> new DrillRun(options, cell, screen).run();
      case MEASURE -> new Measurement(cell, screen).run();
    };
  }
}
