package dev.regent.simulation.scenario;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads scenario files. Every problem is reported at once, with file and line. */
public final class ScenarioReader {
  private static final List<String> KEYS =
      List.of(
          "title", "source", "cell", "steps", "length", "start", "settles", "expect", "scheme",
          "real");
  private static final List<String> CELL =
      List.of(
          "data-nodes",
          "witnesses",
          "priorities",
          "mode",
          "confirmations",
          "profile",
          "seed",
          "writes-every");
  private static final List<String> SCHEME = List.of("model", "expect");
  private static final List<String> REAL = List.of("why", "expect");
  private static final long WRITES_EACH_MILLIS = 20;

  private final ScenarioText text;
  private WorldSettings settings = usual(1);
  private List<String> words = List.of();

  private ScenarioReader(ScenarioText text) {
    this.text = text;
  }

  /**
   * The scenario in a file's text.
   *
   * @param file its name, for messages; the scenario's id is this without directory and ending
   */
  public static Scenario read(String file, String content) throws BadScenario {
    ScenarioText text = ScenarioText.of(file, content);
    String name = file.substring(file.lastIndexOf('/') + 1);
    return new ScenarioReader(text).scenario(name.replaceFirst("\\.conf$", ""));
  }

  private static WorldSettings usual(long seed) {
    WorldSettings usual = WorldSettings.usual(seed);
    return new WorldSettings(
        seed,
        usual.dataNodes(),
        usual.witnesses(),
        usual.mode(),
        usual.confirmations(),
        usual.profile(),
        true,
        WRITES_EACH_MILLIS,
        usual.priorities(),
        usual.fidelity());
  }

  private Scenario scenario(String id) throws BadScenario {
    text.allow(KEYS);
    text.section("cell").ifPresent(this::readCell);
    boolean cold = text.text("start").map(this::isCold).orElse(false);
    words = cold ? Scenario.names(settings) : Scenario.nodeWords(settings);
    List<Step> steps = steps();
    Duration last = steps.isEmpty() ? Duration.ZERO : steps.getLast().at();
    Duration length =
        text.text("length").map(it -> time("length", it)).orElse(last.plusSeconds(15));
    boolean settles = text.text("settles").map(it -> yes("settles", it)).orElse(true);
    List<Expectation> expected = expectations(text);
    if (!text.has("steps")) {
      text.refuseKey("steps", "nothing happens", "steps = [ ... ]");
    }
    Optional<SchemeSettings> scheme = text.section("scheme").map(this::scheme);
    Optional<RealSettings> real = text.section("real").map(this::real);
    Scenario scenario =
        new Scenario(
            id,
            text.required("title"),
            text.required("source"),
            settings,
            steps,
            length,
            cold,
            settles,
            expected,
            scheme,
            real);
    text.throwProblems();
    return scenario;
  }

  private SchemeSettings scheme(ScenarioText section) {
    return new SchemeSettings(
        section.required("model"), section.others(SCHEME), expectations(section));
  }

  private RealSettings real(ScenarioText section) {
    section.allow(REAL);
    return new RealSettings(section.required("why"), expectations(section));
  }

  private void readCell(ScenarioText cell) {
    cell.allow(CELL);
    WorldSettings usual = usual(cell.text("seed").map(it -> (long) number(cell, it)).orElse(1L));
    settings =
        new WorldSettings(
            usual.seed(),
            nodes(cell, "data-nodes").orElse(usual.dataNodes()),
            nodes(cell, "witnesses").orElse(usual.witnesses()),
            cell.text("mode").map(it -> mode(cell, it)).orElse(usual.mode()),
            cell.text("confirmations").map(it -> number(cell, it)).orElse(usual.confirmations()),
            cell.text("profile").map(it -> profile(cell, it)).orElse(usual.profile()),
            true,
            cell.text("writes-every").map(it -> millis(cell, it)).orElse(usual.writesEach()),
            priorities(cell),
            usual.fidelity());
    int voters = settings.dataNodes().size() + settings.witnesses().size();
    if (voters != 3 && voters != 5) {
      cell.refuseKey("data-nodes", voters + " voters", "3 or 5 nodes together");
    }
  }

  private static Optional<List<NodeId>> nodes(ScenarioText cell, String key) {
    return cell.has(key)
        ? Optional.of(cell.list(key).stream().map(each -> new NodeId(each.text())).toList())
        : Optional.empty();
  }

  private static List<Integer> priorities(ScenarioText cell) {
    return cell.list("priorities").stream().map(each -> priority(cell, each)).toList();
  }

  private static int priority(ScenarioText cell, ScenarioText.Element word) {
    boolean fits = word.text().matches("[0-9]{1,3}|1000");
    if (!fits) {
      cell.refuseLine(word.line(), "no priority: " + word.text(), "0 to 1000");
    }
    return fits ? Integer.parseInt(word.text()) : 0;
  }

  private static ProtectionMode mode(ScenarioText cell, String word) {
    List<ProtectionMode> all = List.of(ProtectionMode.values());
    return all.stream()
        .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseGet(() -> {
          cell.refuseKey("mode", "no such mode: " + word, all.toString().toLowerCase(Locale.ROOT));
          return ProtectionMode.AVAILABILITY;
        });
  }

  private static Profile profile(ScenarioText cell, String word) {
    return switch (word) {
      case "default" -> Profile.DEFAULT;
      case "fast" -> Profile.FAST;
      default -> {
        cell.refuseKey("profile", "no such profile: " + word, "default, fast");
        yield Profile.DEFAULT;
      }
    };
  }

  private static int number(ScenarioText cell, String word) {
    if (word.matches("[0-9]{1,9}")) {
      return Integer.parseInt(word);
    }
    cell.refuseKey("seed", "not a number: " + word, "0 to 999999999");
    return 0;
  }

  private static long millis(ScenarioText cell, String word) {
    return Times.parse(word)
        .map(Duration::toMillis)
        .filter(millis -> millis > 0)
        .orElseGet(() -> {
          cell.refuseKey("writes-every", "not such a time: " + word, Times.ALLOWED);
          return WRITES_EACH_MILLIS;
        });
  }

  private boolean isCold(String word) {
    if (!word.equals("cold") && !word.equals("settled")) {
      text.refuseKey("start", "no such start: " + word, "settled, cold");
    }
    return word.equals("cold");
  }

  private Duration time(String key, String word) {
    return Times.parse(word)
        .orElseGet(() -> {
          text.refuseKey(key, "not a time: " + word, Times.ALLOWED);
          return Duration.ZERO;
        });
  }

  private boolean yes(String key, String word) {
    if (!word.equals("true") && !word.equals("false")) {
      text.refuseKey(key, "neither true nor false: " + word, "true, false");
    }
    return word.equals("true");
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (ScenarioText.Element element : text.list("steps")) {
      List<String> said = element.words();
      Optional<Duration> at = Times.parse(said.getFirst());
      if (at.isEmpty()) {
        text.refuseLine(element.line(), "no time: " + element.text(), "a step begins with a time");
      } else {
        step(at.get(), element, said.subList(1, said.size())).ifPresent(steps::add);
      }
    }
    return steps.stream().sorted(Comparator.comparing(Step::at)).toList();
  }

  private Optional<Step> step(Duration at, ScenarioText.Element element, List<String> said) {
    Optional<Step> step =
        Stream.of(Verb.values())
            .flatMap(
                verb -> verb.match(said, words).stream().map(found -> new Step(at, verb, found)))
            .findFirst();
    if (step.isEmpty()) {
      unknown(text, element, said, Stream.of(Verb.values()).map(Verb::form).toList());
    }
    return step;
  }

  private List<Expectation> expectations(ScenarioText section) {
    List<Expectation> expected = new ArrayList<>();
    for (ScenarioText.Element element : section.list("expect")) {
      Stream.of(Claim.values())
          .flatMap(claim ->
              claim.match(element.words(), words).stream()
                  .map(found -> new Expectation(claim, found)))
          .findFirst()
          .ifPresentOrElse(
              expected::add,
              () ->
                  unknown(
                      section,
                      element,
                      element.words(),
                      Stream.of(Claim.values()).map(Claim::form).toList()));
    }
    return expected;
  }

  /** Shows the forms that share a word with what was said; there are too many for all of them. */
  private void unknown(
      ScenarioText section, ScenarioText.Element element, List<String> said, List<String> forms) {
    List<String> like =
        forms.stream().filter(form -> Stream.of(form.split(" ")).anyMatch(said::contains)).toList();
    section.refuseLine(
        element.line(),
        "not understood: " + element.text(),
        like.isEmpty()
            ? "what regent simulate --forms shows"
            : "%s; NODE is one of %s".formatted(String.join(" | ", like), words));
  }
}
