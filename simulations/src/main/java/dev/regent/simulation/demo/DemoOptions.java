package dev.regent.simulation.demo;

import dev.regent.simulation.drill.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code regent demo} was asked for.
 *
 * @param directory where everything is; empty: {@code .regent/demo}
 * @param json where the results of the drills go
 * @param only names of faults; none: all
 * @param vip an address that follows the primary, on {@code lo}
 */
public record DemoOptions(
    Mode mode,
    String profile,
    Optional<String> directory,
    boolean keep,
    Optional<String> json,
    List<String> only,
    int runs,
    Optional<String> vip) {
  public DemoOptions {
    only = List.copyOf(only);
  }

  static final String USAGE =
      """
      regent demo [OPTION...]

      Starts three nodes on this machine, a and b with PostgreSQL and the witness w, each with an
      address of its own, and says where to connect and what to try. Ctrl-C ends everything.

        --drill            instead, hurts them in every way, one by one, and prints a table;
                           exit code 1 when a row was lost, two nodes were writable, or a drill did
                           not end with two copies
        --json FILE        with --drill: the results as a JSON array
        --only FAULT,...   with --drill: these faults only
        --runs N           with --drill: all of it N times, and medians
        --measure          instead, measures memory, idle CPU, start and PostgreSQL's own promotion
        --profile NAME     default (lease 4 s) or fast (1.8 s)
        --dir DIRECTORY    where everything lies; default .regent/demo
        --keep             goes on with the database of the last demo there, and keeps the files
        --vip ADDRESS      an address with prefix length that follows the primary, on device lo

      Faults: %s\
      """
          .formatted(String.join(", ", Faults.names()));

  /** What the demo is for. */
  enum Mode {
    SHOW,
    DRILL,
    MEASURE
  }

  /** The options, or what is wrong with them. */
  sealed interface Parsed {
    /** They can be used. */
    record Good(DemoOptions options) implements Parsed {}

    /** One sentence. */
    record Bad(String message) implements Parsed {}
  }

  static Parsed parse(List<String> arguments) {
    Builder builder = new Builder();
    List<String> words = split(arguments);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isFlag = builder.flag(word);
      if (!isFlag) {
        Optional<String> value =
            i + 1 < words.size() ? Optional.of(words.get(++i)) : Optional.empty();
        builder.value(word, value);
      }
    }
    return builder.parsed();
  }

  /** {@code --name=value} as two words. */
  private static List<String> split(List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 0) {
        words.add(argument.substring(0, equals));
        words.add(argument.substring(equals + 1));
      } else {
        words.add(argument);
      }
    }
    return words;
  }

  private static final class Builder {
    private Mode mode = Mode.SHOW;
    private String profile = "default";
    private Optional<String> directory = Optional.empty();
    private boolean keep;
    private Optional<String> json = Optional.empty();
    private List<String> only = List.of();
    private int runs = 1;
    private Optional<String> vip = Optional.empty();
    private Optional<String> problem = Optional.empty();

    boolean flag(String word) {
      switch (word) {
        case "--drill" -> mode = Mode.DRILL;
        case "--measure" -> mode = Mode.MEASURE;
        case "--keep" -> keep = true;
        default -> {
          return false;
        }
      }
      return true;
    }

    void value(String word, Optional<String> value) {
      switch (word) {
        case "--profile" -> profile = oneOf(word, value, List.of("default", "fast"));
        case "--dir" -> directory = given(word, value);
        case "--json" -> json = given(word, value);
        case "--vip" -> vip = given(word, value);
        case "--only" -> only = faults(word, value);
        case "--runs" -> runs = count(word, value);
        default -> problem("there is no option %s; see regent help demo".formatted(word));
      }
    }

    private Optional<String> given(String word, Optional<String> value) {
      if (value.isEmpty() || value.get().isEmpty() || value.get().startsWith("--")) {
        problem(word + " needs a value");
      }
      return value;
    }

    private String oneOf(String word, Optional<String> value, List<String> allowed) {
      String text = given(word, value).orElse("");
      if (!allowed.contains(text)) {
        problem("%s is one of %s, got: %s".formatted(word, String.join(", ", allowed), text));
      }
      return text;
    }

    private List<String> faults(String word, Optional<String> value) {
      List<String> names = List.of(given(word, value).orElse("").split(",", -1));
      for (String name : names) {
        if (!Faults.names().contains(name)) {
          problem(
              "there is no fault '%s'; known: %s"
                  .formatted(name, String.join(", ", Faults.names())));
        }
      }
      return names;
    }

    private int count(String word, Optional<String> value) {
      String text = given(word, value).orElse("");
      if (!text.matches("[1-9][0-9]{0,3}")) {
        problem("%s is a number from 1 to 9999, got: %s".formatted(word, text));
        return 1;
      }
      return Integer.parseInt(text);
    }

    private void problem(String text) {
      problem = problem.or(() -> Optional.of(text));
    }

    Parsed parsed() {
      boolean isDrillOnly = json.isPresent() || !only.isEmpty() || runs != 1;
      if (isDrillOnly && mode != Mode.DRILL) {
        problem("--json, --only and --runs go with --drill");
      }
      return problem
          .<Parsed>map(Parsed.Bad::new)
          .orElseGet(() ->
              new Parsed.Good(
                  new DemoOptions(mode, profile, directory, keep, json, only, runs, vip)));
    }
  }
}
