package dev.regent.simulation.scheme;

import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Judge.Finding;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenario files of the documents, and what their schemes make of them. */
final class Documents {
  private static final Path FILES = Path.of("scenarios");

  private Documents() {}

  static List<String> ids() {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("D[0-9]{3}-.*\\.conf"))
          .map(name -> name.replaceFirst("\\.conf$", ""))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Scenario scenario(String id) {
    return read(id, text(id));
  }

  /** The scenario with something in its file replaced. */
  static Scenario changed(String id, String from, String to) {
    String text = text(id);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(id + " does not say " + from);
    }
    return read(id, text.replace(from, to));
  }

  static Scenario read(String id, String text) {
    try {
      return ScenarioReader.read(id + ".conf", text);
    } catch (BadScenario wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static String text(String id) {
    try {
      return Files.readString(FILES.resolve(id + ".conf"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What the document says and its scheme does not show. */
  static List<String> notShown(Scenario scenario) {
    Recording recording = Schemes.run(scenario);
    return Judge.judge(recording, scenario.scheme().orElseThrow().expected()).stream()
        .filter(finding -> !finding.met())
        .map(Finding::expectation)
        .map(expectation -> expectation.text())
        .toList();
  }
}
