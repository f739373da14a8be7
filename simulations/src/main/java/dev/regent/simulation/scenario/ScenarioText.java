package dev.regent.simulation.scenario;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The text of a scenario file as HOCON; what is wrong is collected with its file and line. */
final class ScenarioText {
  private final String file;
  private final ConfigObject root;
  private final List<Problem> problems;

  /** What is wrong, and where. */
  private record Problem(int line, String text) {}

  private ScenarioText(String file, ConfigObject root, List<Problem> problems) {
    this.file = file;
    this.root = root;
    this.problems = problems;
  }

  static ScenarioText of(String file, String text) throws BadScenario {
    try {
      Config config =
          ConfigFactory.parseString(
              text,
              ConfigParseOptions.defaults()
                  .setSyntax(ConfigSyntax.CONF)
                  .setOriginDescription(file));
      return new ScenarioText(file, config.resolve().root(), new ArrayList<>());
    } catch (ConfigException wrong) {
      throw new BadScenario(List.of(String.valueOf(wrong.getMessage())));
    }
  }

  /** The section of this name; an empty one when it is not there. */
  Optional<ScenarioText> section(String key) {
    return Optional.ofNullable(root.get(key))
        .flatMap(value -> {
          if (value instanceof ConfigObject object) {
            return Optional.of(new ScenarioText(file, object, problems));
          }
          refuse(value, key, "a section, as { ... }");
          return Optional.empty();
        });
  }

  void allow(List<String> keys) {
    new TreeMap<>(root)
        .forEach((key, value) -> {
          if (!keys.contains(key)) {
            refuse(value, "unknown key " + key, String.join(", ", keys));
          }
        });
  }

  boolean has(String key) {
    return root.containsKey(key);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(root.get(key)).flatMap(value -> scalar(key, value));
  }

  String required(String key) {
    Optional<String> found = text(key);
    if (found.isEmpty() && !root.containsKey(key)) {
      problems.add(new Problem(line(root), key + " is missing"));
    }
    return found.orElse("");
  }

  /** Every element with the place where it is written; none when the key is not there. */
  List<Element> list(String key) {
    List<Element> elements = new ArrayList<>();
    ConfigValue value = root.get(key);
    if (value instanceof ConfigList list) {
      for (ConfigValue each : list) {
        scalar(key, each).ifPresent(text -> elements.add(Element.of(text, line(each))));
      }
    } else if (root.containsKey(key)) {
      refuse(root, key, "a list, as [ ... ]");
    }
    return elements;
  }

  /** A line of a list. */
  record Element(String text, int line) {
    private static Element of(String text, int line) {
      return new Element(text.strip().replaceAll("\\s+", " "), line);
    }

    List<String> words() {
      return List.of(text.split(" "));
    }
  }

  /** The keys that are not in {@code known}, dotted, with their values. */
  SortedMap<String, String> others(List<String> known) {
    TreeMap<String, String> found = new TreeMap<>();
    root.toConfig()
        .entrySet()
        .forEach(entry -> {
          boolean isKnown = known.contains(entry.getKey().split("\\.", 2)[0]);
          if (!isKnown) {
            found.put(entry.getKey(), String.valueOf(entry.getValue().unwrapped()));
          }
        });
    return found;
  }

  private Optional<String> scalar(String key, ConfigValue value) {
    boolean isText =
        value.valueType() != ConfigValueType.LIST && value.valueType() != ConfigValueType.OBJECT;
    if (!isText) {
      refuse(value, key + " has another form", "text");
      return Optional.empty();
    }
    return Optional.of(String.valueOf(value.unwrapped()));
  }

  /** Says what is wrong at a key of this section. */
  void refuseKey(String key, String wrong, String allowed) {
    refuse(Optional.ofNullable(root.get(key)).orElse(root), wrong, allowed);
  }

  void refuseLine(int line, String wrong, String allowed) {
    problems.add(new Problem(line, "%s; allowed: %s".formatted(wrong, allowed)));
  }

  private void refuse(ConfigValue value, String wrong, String allowed) {
    refuseLine(line(value), wrong, allowed);
  }

  private static int line(ConfigValue value) {
    return Math.max(1, value.origin().lineNumber());
  }

  void throwProblems() throws BadScenario {
    if (!problems.isEmpty()) {
      throw new BadScenario(
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(problem -> "%s:%d: %s".formatted(file, problem.line(), problem.text()))
              .toList());
    }
  }
}
