package dev.regent.simulation.bench.run;

import dev.regent.simulation.bench.contender.Contender;
import dev.regent.simulation.bench.contender.Entry;
import dev.regent.simulation.bench.report.Outcome;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.lab.Disks;
import dev.regent.simulation.lab.Site;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs all faults on all contenders: first run of each, then the second of each, so that what the
 * machine does meanwhile meets all of them.
 */
public final class Benchmark {
  /** A system that was left broken is put up anew for the faults that are left. */
  private static final int STARTS_MAX_PER_FAULT = 2;

  private final Site site;
  private final Wanted wanted;
  private final Consumer<Outcome> hears;

  public Benchmark(Site site, Wanted wanted, Consumer<Outcome> hears) {
    this.site = site;
    this.wanted = wanted;
    this.hears = hears;
  }

  /** Whether one run of a fault is still to be measured. */
  public interface Wanted {
    boolean is(Entry entry, String fault, int run);
  }

  /** Every outcome is told as it comes. */
  public void run(List<Entry> entries, List<String> faults, int runs) throws IOException {
    List<String> plain = faults.stream().filter(name -> !Troubles.stallsDisks(name)).toList();
    List<String> onDisks = faults.stream().filter(Troubles::stallsDisks).toList();
    for (int run = 1; run <= runs; run++) {
      for (Entry entry : entries) {
        run(entry, plain, run);
        run(entry, onDisks, run);
      }
    }
  }

  private void run(Entry entry, List<String> all, int run) throws IOException {
    List<String> faults = all.stream().filter(fault -> wanted.is(entry, fault, run)).toList();
    List<String> left = faults;
    for (int start = 0; !left.isEmpty() && start < faults.size() * STARTS_MAX_PER_FAULT; start++) {
      List<String> next = left;
      site.say().accept("run %d: %s".formatted(run, entry.label()));
      left = Stage.with(site, stage -> onStage(stage, entry, next, run));
    }
  }

  /** One system, up or not, in one run. */
  private record Turn(Stage stage, Entry entry, Contender contender, int run) {}

  /** Gives those that are left when the system is no longer good for them. */
  private List<String> onStage(Stage stage, Entry entry, List<String> faults, int run) {
    Turn turn = new Turn(stage, entry, entry.on(stage), run);
    stage.endFirst(turn.contender()::close);
    try {
      if (Troubles.stallsDisks(faults.getFirst())) {
        Disks.mountFiles(stage.place(), stage.dataNodes());
      }
      turn.contender().start();
    } catch (CannotStart | DrillFailed | IOException failed) {
      failed(turn, faults.getFirst(), "it did not start: " + failed.getMessage());
      return faults.subList(1, faults.size());
    }
    for (int number = 0; number < faults.size(); number++) {
      if (!isWellAfter(turn, faults.get(number), number + 1)) {
        return faults.subList(number + 1, faults.size());
      }
    }
    return List.of();
  }

  private boolean isWellAfter(Turn turn, String fault, int number) {
    try {
      Round.Result result =
          Round.run(turn.stage(), turn.contender(), Troubles.named(fault), number);
      if (!result.problems().isEmpty()) {
        keepLogs(turn, fault);
      }
      hears.accept(outcome(turn, fault, Optional.of(result.measured()), result.problems()));
      return result.measured().redundantAfterMs().isPresent();
    } catch (DrillFailed failed) {
      failed(turn, fault, failed.what());
      return false;
    }
  }

  private void failed(Turn turn, String fault, String problem) {
    keepLogs(turn, fault);
    hears.accept(outcome(turn, fault, Optional.empty(), List.of(problem)));
  }

  private void keepLogs(Turn turn, String fault) {
    String name = "%s %s %d".formatted(turn.entry().label(), fault, turn.run()).replace(' ', '-');
    site.say().accept("logs: " + site.keepLogs(turn.stage().place().root(), name));
  }

  private static Outcome outcome(
      Turn turn, String fault, Optional<Outcome.Measured> measured, List<String> problems) {
    return new Outcome(
        turn.entry().product().id(),
        turn.entry().level().id(),
        turn.entry().mode().id(),
        fault,
        turn.run(),
        measured,
        new ArrayList<>(problems));
  }
}
