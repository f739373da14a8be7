package dev.regent.simulation.bench.run;

import dev.regent.simulation.bench.contender.Contender;
import dev.regent.simulation.bench.contender.Entry;
import dev.regent.simulation.bench.report.Outcome;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.lab.Disks;
import dev.regent.simulation.lab.Logs;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.nio.file.Path;
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

  /** Where it runs. */
  public record Site(String id, Path directory, Consumer<String> say) {}

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
      left =
          Stage.with(
              site.id(), site.directory(), site.say(), stage -> onStage(stage, entry, next, run));
    }
  }

  /** Gives those that are left when the system is no longer good for them. */
  private List<String> onStage(Stage stage, Entry entry, List<String> faults, int run) {
    Contender contender = entry.on(stage);
    stage.endFirst(contender::close);
    try {
      if (Troubles.stallsDisks(faults.getFirst())) {
        Disks.mountFiles(stage.place(), stage.dataNodes());
      }
      contender.start();
    } catch (CannotStart | DrillFailed | IOException failed) {
      keepLogs(stage, entry, faults.getFirst(), run);
      tell(entry, faults.getFirst(), run, "it did not start: " + failed.getMessage());
      return faults.subList(1, faults.size());
    }
    for (int number = 0; number < faults.size(); number++) {
      if (!isWellAfter(stage, entry, contender, faults.get(number), run, number + 1)) {
        return faults.subList(number + 1, faults.size());
      }
    }
    return List.of();
  }

  private boolean isWellAfter(
      Stage stage, Entry entry, Contender contender, String fault, int run, int number) {
    try {
      Round.Result result = Round.run(stage, contender, Troubles.named(fault), number);
      if (!result.problems().isEmpty()) {
        keepLogs(stage, entry, fault, run);
      }
      hears.accept(outcome(entry, fault, run, Optional.of(result.measured()), result.problems()));
      return result.measured().redundantAfterMs().isPresent();
    } catch (DrillFailed failed) {
      keepLogs(stage, entry, fault, run);
      tell(entry, fault, run, failed.what());
      return false;
    }
  }

  private void keepLogs(Stage stage, Entry entry, String fault, int run) {
    String name = "%s %s %d".formatted(entry.label(), fault, run).replace(' ', '-');
    Path to = site.directory().resolveSibling(site.directory().getFileName() + "-logs");
    Logs.keep(stage.place().root(), to.resolve(name));
    site.say().accept("logs: " + to.resolve(name));
  }

  private void tell(Entry entry, String fault, int run, String problem) {
    hears.accept(outcome(entry, fault, run, Optional.empty(), List.of(problem)));
  }

  private static Outcome outcome(
      Entry entry,
      String fault,
      int run,
      Optional<Outcome.Measured> measured,
      List<String> problems) {
    return new Outcome(
        entry.product().id(),
        entry.level().id(),
        entry.mode().id(),
        fault,
        run,
        measured,
        new ArrayList<>(problems));
  }
}
