package dev.regent.simulation.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command line taken apart.
 *
 * @param plain what is no option, in order
 * @param options by their names; one without a value has an empty one
 */
record Words(List<String> plain, SortedMap<String, String> options) {
  /** The command line is wrong. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }
  }

  /**
   * Takes a command line apart.
   *
   * @param known the options that there are, and whether each has a value
   */
  static Words of(List<String> arguments, Map<String, Boolean> known) throws Wrong {
    List<String> plain = new ArrayList<>();
    SortedMap<String, String> options = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("--")) {
        plain.add(word);
        continue;
      }
      String name = word.split("=", 2)[0];
      if (!known.containsKey(name)) {
        throw new Wrong("there is no option %s; see regent help simulate".formatted(name));
      }
      if (!known.getOrDefault(name, false)) {
        options.put(name, "");
      } else if (word.contains("=")) {
        options.put(name, word.split("=", 2)[1]);
      } else if (i + 1 < arguments.size()) {
        i++;
        options.put(name, arguments.get(i));
      } else {
        throw new Wrong(name + " needs a value");
      }
    }
    return new Words(plain, options);
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(options.get(option));
  }

  long number(String option, long otherwise) throws Wrong {
    String word = options.getOrDefault(option, String.valueOf(otherwise));
    if (!word.matches("[0-9]{1,12}")) {
      throw new Wrong("%s is a number, got: %s".formatted(option, word));
    }
    return Long.parseLong(word);
  }
}
