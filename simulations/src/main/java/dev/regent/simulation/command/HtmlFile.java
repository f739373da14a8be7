package dev.regent.simulation.command;

import dev.regent.simulation.page.Page;
import dev.regent.simulation.page.Panel;
import dev.regent.simulation.play.Play;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gathers the runs of one scenario and writes them as a page. */
final class HtmlFile {
  private final List<Panel> panels = new ArrayList<>();

  /** A run under a documented scheme. */
  void scheme(String model, boolean shown, Recording recording, List<Judge.Finding> findings) {
    panels.add(
        new Panel(
            model,
            shown ? "as the document says" : "NOT as the document says",
            shown,
            recording,
            findings,
            List.of()));
  }

  /** A run under Regent. */
  void regent(Play.Outcome outcome) {
    List<String> troubles =
        Stream.concat(
                outcome.unsettled().map(it -> "not all good after the end: " + it).stream(),
                outcome.recording().broken().stream())
            .toList();
    panels.add(
        new Panel(
            "Regent",
            outcome.passed() ? "passed" : "FAILED",
            outcome.passed(),
            outcome.recording(),
            outcome.findings(),
            troubles));
  }

  void write(Path file, Scenario scenario) throws IOException {
    Files.writeString(
        file,
        Page.of(new Page.Heading(scenario.id(), scenario.title(), scenario.source()), panels));
  }
}
