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
public record Words(List<String> plain, SortedMap<String, String> options) {
  /** The command line is wrong. */
  public static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    public Wrong(String message) {
      super(message);
    }
  }

  /**
   * Takes a command line apart.
   *
   * @param command whose help shows all options
   * @param known the options that there are, and whether each has a value
   */
  public static Words of(String command, List<String> arguments, Map<String, Boolean> known)
      throws Wrong {
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
        throw new Wrong("there is no option %s; see regent help %s".formatted(name, command));
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

  /** Whether it was given. */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** Its value; empty when it was not given. */
  public Optional<String> text(String option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Its value, which must be a number within these bounds. */
  public long between(String option, long otherwise, long least, long most) throws Wrong {
    long number = number(option, otherwise);
    if (number < least || number > most) {
      throw new Wrong("%s is %d to %d, got: %d".formatted(option, least, most, number));
    }
    return number;
  }

  /** Its value, which must be a number. */
  public long number(String option, long otherwise) throws Wrong {
    String word = options.getOrDefault(option, String.valueOf(otherwise));
    if (!word.matches("[0-9]{1,12}")) {
      throw new Wrong("%s is a number, got: %s".formatted(option, word));
    }
    return Long.parseLong(word);
  }
}
