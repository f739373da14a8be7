package dev.regent.simulation.command;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.play.Play;
import dev.regent.simulation.play.RecordingJson;
import dev.regent.simulation.play.TimelineText;
import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Claim;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Scenarios;
import dev.regent.simulation.scenario.SchemeSettings;
import dev.regent.simulation.scenario.Verb;
import dev.regent.simulation.scheme.Schemes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays scenarios and prints what came of them. */
final class ScenarioRuns {
  private static final Map<String, Boolean> OPTIONS =
      Map.of(
          "--all",
          false,
          "--json",
          false,
          "--forms",
          false,
          "--compare",
          false,
          "--table",
          false,
          "--html",
          true);

  private final Words words;
  private final Terminal terminal;
  private final PrintStream out;
  private final ProgressBar bar;
  private long virtual;
  private int failed;

  private ScenarioRuns(Words words, Terminal terminal) {
    this.words = words;
    this.terminal = terminal;
    this.out = terminal.out();
    this.bar = ProgressBar.on(terminal, words.has("--json"));
  }

  static int run(List<String> arguments, Terminal terminal)
      throws Words.Wrong, BadScenario, IOException {
    return new ScenarioRuns(Words.of("simulate", arguments, OPTIONS), terminal).run();
  }

  private int run() throws Words.Wrong, BadScenario, IOException {
    if (words.has("--forms")) {
      List.of(Verb.values()).forEach(verb -> out.println("  TIME " + verb.form()));
      out.println();
      List.of(Claim.values()).forEach(claim -> out.println("  " + claim.form()));
      return ExitCodes.OK;
    }
    if (words.plain().equals(List.of("list"))) {
      Scenarios.all().forEach(each -> out.printf("%-36s %s%n", each.id(), each.title()));
      return ExitCodes.OK;
    }
    if (words.has("--table")) {
      return ScenarioTable.print(chosen(), out) ? ExitCodes.OK : ExitCodes.FAILED;
    }
    List<Scenario> chosen = chosen();
    Optional<Path> page = words.text("--html").map(terminal.directory()::resolve);
    if (page.isPresent() && chosen.size() != 1) {
      throw new Words.Wrong("--html shows one scenario, got %d".formatted(chosen.size()));
    }
    boolean passed = true;
    for (int i = 0; i < chosen.size(); i++) {
      if (chosen.size() > 1) {
        bar.stands("scenarios", new ProgressBar.Count(i, chosen.size(), virtual, failed));
      }
      boolean good = play(chosen.get(i), page);
      failed += good ? 0 : 1;
      passed &= good;
    }
    bar.clear();
    return passed ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private boolean play(Scenario scenario, Optional<Path> page) throws Words.Wrong, IOException {
    HtmlFile html = new HtmlFile();
    boolean passed = !words.has("--compare") || compared(scenario, html);
    Play.Outcome outcome = Play.run(scenario);
    virtual += outcome.recording().end();
    bar.clear();
    print(outcome);
    html.regent(outcome);
    if (page.isPresent()) {
      html.write(page.get(), scenario);
    }
    return passed && outcome.passed();
  }

  /** The documented scheme's run, before Regent's; true when it shows what the document says. */
  private boolean compared(Scenario scenario, HtmlFile html) throws Words.Wrong {
    SchemeSettings scheme =
        scenario
            .scheme()
            .orElseThrow(() ->
                new Words.Wrong(scenario.id() + " has no scheme to compare with; those of D have"));
    Recording recording = Schemes.run(scenario);
    List<Judge.Finding> findings = Judge.judge(recording, scheme.expected());
    boolean shown = findings.stream().allMatch(Judge.Finding::met);
    html.scheme(scheme.model(), shown, recording, findings);
    bar.clear();
    if (words.has("--json")) {
      out.println(
          RecordingJson.of(
              new RecordingJson.Run(scenario.id(), scheme.model(), shown), recording, findings));
    } else {
      out.printf("%s under %s%n%n", scenario.id(), scheme.model());
      out.print(TimelineText.of(recording) + "\n" + TimelineText.of(findings));
      out.printf("%n%s: as the document says: %s%n%n", scheme.model(), shown ? "yes" : "NO");
    }
    return shown;
  }

  private List<Scenario> chosen() throws Words.Wrong, BadScenario, IOException {
    if (words.has("--all")) {
      return Scenarios.all();
    }
    List<Scenario> chosen = new ArrayList<>();
    for (String word : words.plain()) {
      chosen.add(
          Scenarios.find(word, terminal.directory())
              .orElseThrow(() ->
                  new Words.Wrong(
                      "there is no scenario and no file %s; regent simulate list shows all"
                          .formatted(word))));
    }
    return chosen;
  }

  private void print(Play.Outcome outcome) {
    String id = outcome.scenario().id();
    if (words.has("--json")) {
      out.println(
          RecordingJson.of(
              new RecordingJson.Run(id, "regent", outcome.passed()),
              outcome.recording(),
              outcome.findings()));
    } else if (words.has("--all") && outcome.passed()) {
      out.printf("ok    %-36s outage %s%n", id, PlayText.outage(outcome));
    } else {
      out.print(PlayText.of(outcome));
    }
    out.flush();
  }
}
