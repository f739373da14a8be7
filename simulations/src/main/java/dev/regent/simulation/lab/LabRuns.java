package dev.regent.simulation.lab;

import dev.regent.simulation.demo.Screen;
import dev.regent.simulation.drill.AcknowledgedRows;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.play.Play;
import dev.regent.simulation.play.TimelineText;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs scenarios on labs, those of one shape on the same one as long as that stays well. */
final class LabRuns {
  private final Site site;
  private final Screen screen;
  private final boolean isTold;
  private final Optional<TrialFile> file;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * Prints to a screen.
   *
   * @param isTold whether what happened is told of those that passed, too
   * @param file each result is kept there as it comes
   */
  LabRuns(Site site, Screen screen, boolean isTold, Optional<TrialFile> file) {
    this.site = site;
    this.screen = screen;
    this.isTold = isTold;
    this.file = file;
  }

  /** Runs all; a line of the table is printed as each ends. */
  List<Trial> run(List<Scenario> scenarios) throws IOException {
    screen.print(Trial.header());
    Map<Shape, List<Scenario>> byShape = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      Optional<String> obstacle = Deeds.obstacle(scenario);
      if (obstacle.isPresent()) {
        ended(scenario, new Trial.Skipped(obstacle.get()));
      } else {
        byShape.computeIfAbsent(Shape.of(scenario), shape -> new ArrayList<>()).add(scenario);
      }
    }
    for (Map.Entry<Shape, List<Scenario>> group : byShape.entrySet()) {
      List<Scenario> left = group.getValue();
      while (!left.isEmpty()) {
        List<Scenario> next = left;
        left = Lab.with(site, group.getKey(), lab -> runOn(lab, next));
      }
    }
    return List.copyOf(trials);
  }

  /** Gives those that are left when the lab is no longer good for them. */
  private List<Scenario> runOn(Lab lab, List<Scenario> scenarios) {
    AcknowledgedRows promised = new AcknowledgedRows();
    for (int number = 0; number < scenarios.size(); number++) {
      Scenario scenario = scenarios.get(number);
      screen.status("%s ...".formatted(scenario.id()));
      boolean isWell = false;
      try {
        LabOutcome outcome = ScenarioRun.run(scenario, lab, promised, number + 1);
        isWell = outcome.measures().redundantAfter().isPresent();
        ended(scenario, new Trial.Ran(outcome));
      } catch (DrillFailed failed) {
        ended(scenario, new Trial.Broken(failed.what()));
      }
      if (trials.getLast().failed()) {
        keepLogs(lab, scenario);
      }
      if (!isWell) {
        return scenarios.subList(number + 1, scenarios.size());
      }
    }
    return List.of();
  }

  /** The next scenario may need a new lab, and that removes the files of this one. */
  private void keepLogs(Lab lab, Scenario scenario) {
    lab.keepFiles();
    Path logs = site.keepLogs(lab.cell().plan().root(), scenario.id());
    screen.say(
        "the logs are kept in %s, and until the next lab all files in %s"
            .formatted(logs, lab.cell().plan().root()));
  }

  private void ended(Scenario scenario, Trial.Real real) {
    Trial trial = new Trial(scenario, Play.run(scenario), real);
    trials.add(trial);
    screen.print(trial.line() + "\n");
    file.ifPresent(it -> keep(it, trial));
    boolean isWrong = trial.failed() || trial.disturbed();
    if (real instanceof Trial.Ran(LabOutcome outcome) && (isWrong || isTold)) {
      explain(outcome);
    }
  }

  private static void keep(TrialFile file, Trial trial) {
    try {
      file.append(TrialRecord.of(trial));
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write " + file.path(), failed);
    }
  }

  private void explain(LabOutcome outcome) {
    screen.say("%s on real hosts:".formatted(outcome.scenario().id()));
    screen.lines(TimelineText.of(outcome.recording()));
    screen.lines(TimelineText.of(outcome.findings()));
    outcome.unsettled().ifPresent(missing -> screen.say("not well after 90 s: " + missing));
    outcome.recording().broken().ifPresent(screen::say);
    screen.say(
        "this process got no processor for %s at most"
            .formatted(Times.text(outcome.measures().standstill())));
    screen.say("the VIP's holders, as a client saw them: " + outcome.measures().vipHolders());
  }
}
