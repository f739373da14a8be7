package dev.regent.agent.cli;

import java.util.List;
import java.util.Optional;

/**
 * What may stand after a command's name: options only.
 *
 * @param description sentences for the usage
 */
record Syntax(String command, String description, List<Option> options) {

  /** The arguments, or what is wrong with them. */
  sealed interface Parsed {
    /** They can be used. */
    record Good(Arguments arguments) implements Parsed {}

    /** One sentence that names the argument. */
    record Bad(String message) implements Parsed {}
  }

  /** Takes {@code --name VALUE} and {@code --name=VALUE}. */
  Parsed parse(List<String> words) {
    Arguments arguments = new Arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
      Optional<Option> option = find(name);
      if (option.isEmpty()) {
        return new Parsed.Bad(unknown(name));
      }
      boolean joined = !name.equals(word);
      boolean takesNext = option.get().value().isPresent() && !joined;
      Optional<String> value =
          joined ? Optional.of(word.substring(equals + 1)) : next(words, i, takesNext);
      Optional<String> problem = problem(option.get(), value, arguments);
      if (problem.isPresent()) {
        return new Parsed.Bad(problem.get());
      }
      arguments.add(name, value.orElse(""));
      i += takesNext ? 1 : 0;
    }
    return new Parsed.Good(arguments);
  }

  private static Optional<String> next(List<String> words, int i, boolean takesNext) {
    boolean there = takesNext && i + 1 < words.size() && !words.get(i + 1).startsWith("--");
    return there ? Optional.of(words.get(i + 1)) : Optional.empty();
  }

  private static Optional<String> problem(Option option, Optional<String> value, Arguments before) {
    if (option.value().isEmpty() && value.isPresent()) {
      return Optional.of("%s takes no value".formatted(option.name()));
    }
    if (option.value().isPresent() && value.filter(text -> !text.isEmpty()).isEmpty()) {
      return Optional.of("%s needs a value: %s".formatted(option.name(), option.form()));
    }
    return before.has(option.name()) && !option.repeatable()
        ? Optional.of("%s is given twice".formatted(option.name()))
        : Optional.empty();
  }

  private Optional<Option> find(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  private String unknown(String word) {
    List<String> names = options.stream().map(Option::name).toList();
    return word.startsWith("-")
        ? "there is no option %s%s".formatted(word, Similar.suggestion(word, names))
        : "%s takes options only, got: %s%s"
            .formatted(command, word, Similar.suggestion("--" + word, names));
  }

  /** What {@code regent help COMMAND} prints. */
  String usage() {
    Table table = Table.withoutHeader();
    options.forEach(option -> table.row("  " + option.form(), option.help()));
    return "regent %s [OPTION...]\n\n%s\n\n%s"
        .formatted(command, description, table.text(false))
        .stripTrailing();
  }
}
