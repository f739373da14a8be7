package dev.regent.simulation.command;

import dev.regent.simulation.play.Play;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.SchemeSettings;
import dev.regent.simulation.scenario.Times;
import dev.regent.simulation.scheme.Schemes;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Scenarios with both outcomes, as the Markdown of docs/scenarios.md. */
final class ScenarioTable {
  private ScenarioTable() {}

  /** True when every run came as its file expects. */
  static boolean print(List<Scenario> scenarios, PrintStream out) {
    out.println("| scenario | what happens | its document's scheme | Regent |");
    out.println("|---|---|---|---|");
    boolean passed = true;
    for (Scenario scenario : scenarios) {
      Play.Outcome outcome = Play.run(scenario);
      Cell scheme = scenario.scheme().map(it -> scheme(scenario, it)).orElse(new Cell("", true));
      passed &= outcome.passed() && scheme.passed();
      out.printf(
          "| `%s` | %s | %s | %s |%n",
          scenario.id(), scenario.title(), scheme.text(), regent(outcome));
    }
    return passed;
  }

  /** What stands in one place of the table. */
  private record Cell(String text, boolean passed) {}

  private static Cell scheme(Scenario scenario, SchemeSettings settings) {
    Recording recording = Schemes.run(scenario);
    List<Judge.Finding> findings = Judge.judge(recording, settings.expected());
    String text =
        findings.stream()
            .map(finding -> finding.expectation().text() + (finding.met() ? "" : " (NOT shown)"))
            .collect(Collectors.joining("; "));
    return new Cell(
        "%s: %s; outage %s".formatted(settings.model(), text, outage(recording)),
        findings.stream().allMatch(Judge.Finding::met));
  }

  private static String regent(Play.Outcome outcome) {
    return "%s; outage %s"
        .formatted(outcome.passed() ? "passed" : "FAILED", outage(outcome.recording()));
  }

  private static String outage(Recording recording) {
    return Times.text(Duration.ofNanos(recording.longestSilence().length()));
  }
}
