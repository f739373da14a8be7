package dev.regent.simulation.lab;

import dev.regent.simulation.demo.Screen;
import dev.regent.simulation.drill.DrillResult;
import dev.regent.simulation.drill.DrillTable;
import dev.regent.simulation.drill.Drills;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.fault.Faults;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Drills on a lab: the faults of its hosts, and those of {@code regent demo --drill}. */
final class FaultRuns {
  private FaultRuns() {}

  /** Whether there is a fault of that name. */
  static boolean has(String name) {
    return HostFaults.names().contains(name) || Faults.names().contains(name);
  }

  /**
   * Runs them on one lab, those that fill disks on another, and prints a line for each.
   *
   * @return how many did not pass, those that could not be run any more among them
   */
  static int run(Site site, List<String> names, Screen screen) throws IOException {
    List<String> onSmall = names.stream().filter(HostFaults::fillsDisks).toList();
    List<String> usual = names.stream().filter(name -> !HostFaults.fillsDisks(name)).toList();
    return run(site, Shape.usual(), usual, screen)
        + run(site, Shape.usual().with(Shape.Disk.SMALL), onSmall, screen);
  }

  private static int run(Site site, Shape shape, List<String> names, Screen screen)
      throws IOException {
    return names.isEmpty() ? 0 : Lab.with(site, shape, lab -> runOn(lab, names, screen));
  }

  private static int runOn(Lab lab, List<String> names, Screen screen) {
    Hands hands = new Hands(lab.cell(), lab.network(), screen::say);
    List<Fault> faults = names.stream().flatMap(name -> named(name, hands)).toList();
    screen.print(DrillTable.header());
    Drills drills =
        new Drills(lab.cell(), Drills.Audience.of(result -> screen.print(DrillTable.line(result))));
    List<DrillResult> results = drills.run(faults, 1);
    int passed = (int) results.stream().filter(DrillResult::isPassed).count();
    if (passed < faults.size()) {
      lab.keepFiles();
      screen.say("the files are kept; logs: %s/*/log/".formatted(lab.cell().plan().root()));
    }
    return faults.size() - passed;
  }

  private static Stream<Fault> named(String name, Hands hands) {
    return HostFaults.names().contains(name)
        ? Stream.of(HostFaults.named(name, hands))
        : Faults.named(List.of(name)).stream();
  }
}
