package dev.regent.simulation.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.incident.BadDump;
import dev.regent.simulation.incident.Comparison;
import dev.regent.simulation.incident.ComparisonText;
import dev.regent.simulation.incident.Incident;
import dev.regent.simulation.play.Play;
import dev.regent.simulation.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Replays what a real cluster recorded, and says how the replay differs. */
final class HistoryRun {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("--from-history", true, "--out", true, "--html", true, "--json", false);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLI = 1e6;

  private final Words words;
  private final Terminal terminal;
  private final PrintStream out;

  private HistoryRun(Words words, Terminal terminal) {
    this.words = words;
    this.terminal = terminal;
    this.out = terminal.out();
  }

  static int run(List<String> arguments, Terminal terminal)
      throws Words.Wrong, BadDump, IOException {
    return new HistoryRun(Words.of("simulate", arguments, OPTIONS), terminal).run();
  }

  private int run() throws Words.Wrong, BadDump, IOException {
    String name = words.text("--from-history").orElse("");
    Path file = terminal.directory().resolve(name);
    if (!words.plain().isEmpty()) {
      throw new Words.Wrong("not understood: " + words.plain().getFirst());
    }
    if (!Files.isRegularFile(file)) {
      throw new Words.Wrong(
          "there is no file %s; regent history --json --limit 1000 > %s makes one"
              .formatted(name, name));
    }
    Incident incident = Incident.read(name, text(name, file));
    Scenario scenario = incident.scenario();
    Optional<Path> kept = words.text("--out").map(terminal.directory()::resolve);
    if (kept.isPresent()) {
      Files.writeString(kept.get(), incident.file());
    }
    Play.Outcome outcome = Play.run(scenario);
    print(incident, outcome);
    Optional<Path> page = words.text("--html").map(terminal.directory()::resolve);
    if (page.isPresent()) {
      HtmlFile html = new HtmlFile();
      html.regent(outcome);
      html.write(page.get(), scenario);
    }
    return outcome.passed() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static String text(String name, Path file) throws Words.Wrong, IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException binary) {
      throw new Words.Wrong(
          name + ": not text in UTF-8; expected what regent history --json --limit 1000 prints");
    }
  }

  private void print(Incident incident, Play.Outcome outcome) {
    Comparison comparison = incident.compare(outcome.recording());
    if (words.has("--json")) {
      out.println(json(incident, outcome, comparison));
    } else {
      out.printf("%s, from %s%n", outcome.scenario().title(), outcome.scenario().source());
      incident.remarks().forEach(line -> out.println("  " + line));
      out.printf("%n%s", ComparisonText.of(comparison));
      untranslated(incident.untranslated());
      outcome.unsettled().ifPresent(it -> out.println("NOT all good after the end: " + it));
      outcome.recording().broken().ifPresent(out::println);
      out.printf(
          "%nthe replay %s; longest outage %s%n",
          outcome.passed() ? "kept every invariant" : "FAILED", PlayText.outage(outcome));
    }
    out.flush();
  }

  private void untranslated(List<String> lines) {
    out.println(
        lines.isEmpty()
            ? "every recorded transition has its cause in the scenario, or follows from others"
            : "not, or not exactly, translated:");
    lines.forEach(line -> out.println("  " + line));
  }

  private static String json(Incident incident, Play.Outcome outcome, Comparison comparison) {
    ObjectNode root = JSON.createObjectNode();
    root.put("scenario", outcome.scenario().id()).put("passed", outcome.passed());
    incident.remarks().forEach(root.putArray("remarks")::add);
    incident.untranslated().forEach(root.putArray("untranslated")::add);
    ArrayNode rows = root.putArray("transitions");
    for (Comparison.Row row : comparison.rows()) {
      ObjectNode object = rows.addObject();
      put(object, "recordedMs", row.recorded());
      put(object, "replayedMs", row.replayed());
      object.put("event", row.event()).put("why", row.why()).put("cause", row.cause());
    }
    return root.toString();
  }

  private static void put(ObjectNode object, String field, OptionalLong nanos) {
    if (nanos.isPresent()) {
      object.put(field, nanos.getAsLong() / MILLI);
    } else {
      object.putNull(field);
    }
  }
}
