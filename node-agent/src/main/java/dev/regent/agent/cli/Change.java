package dev.regent.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command that changes something.
 *
 * @param name also the last part of its path in the API
 */
record Change(String name, String summary, String description, Goal goal, List<Field> fields) {
  static final Option WAIT = Option.flag("--wait", "waits until it is finished: the default");
  static final Option NO_WAIT = Option.flag("--no-wait", "returns when it is accepted");
  static final Option TIMEOUT =
      Option.value("--timeout", "TIME", "how long to wait, as 30s, 500ms or 2m; default: 60s");

  /** An option that becomes a field of the body. */
  record Field(Option option, String name, boolean required) {}

  Syntax syntax() {
    List<Option> own = new ArrayList<>(fields.stream().map(Field::option).toList());
    own.addAll(List.of(WAIT, NO_WAIT, TIMEOUT));
    return new Syntax(name, description, Shared.with(own.toArray(Option[]::new)));
  }

  /** The body that the API expects. */
  String body(Arguments arguments, String by) {
    JsonText json = new JsonText();
    for (Field field : fields) {
      if (field.option().value().isPresent()) {
        arguments.value(field.option().name()).ifPresent(value -> json.text(field.name(), value));
      } else if (arguments.has(field.option().name())) {
        json.flag(field.name(), true);
      }
    }
    return json.text("by", by).end();
  }

  /** What is wrong with the options, beyond their form; empty when nothing is. */
  Optional<String> problem(Arguments arguments) {
    if (arguments.has(WAIT.name()) && arguments.has(NO_WAIT.name())) {
      return Optional.of("give --wait or --no-wait, not both");
    }
    Optional<String> timeout = arguments.value(TIMEOUT.name());
    if (timeout.isPresent() && timeout.flatMap(Amounts::duration).isEmpty()) {
      return Optional.of(
          "%s is %s, got: %s".formatted(TIMEOUT.name(), Amounts.DURATION_ALLOWED, timeout.get()));
    }
    return fields.stream()
        .filter(field -> field.required() && !arguments.has(field.option().name()))
        .map(field -> field.option().form() + " is missing")
        .findFirst();
  }

  /** The node that is to become primary, if one was named. */
  Optional<String> target(Arguments arguments) {
    return arguments.value("--target");
  }
}
