package dev.regent.agent.cli;

import java.util.Optional;

/**
 * An option that a command knows.
 *
 * @param name with its dashes, as {@code --target}
 * @param value what stands for its value in the usage; empty for a flag
 * @param repeatable whether it may be given more than once
 */
record Option(String name, Optional<String> value, boolean repeatable, String help) {

  static Option flag(String name, String help) {
    return new Option(name, Optional.empty(), false, help);
  }

  static Option value(String name, String value, String help) {
    return new Option(name, Optional.of(value), false, help);
  }

  static Option values(String name, String value, String help) {
    return new Option(name, Optional.of(value), true, help);
  }

  /** As in the usage: {@code --target NODE}. */
  String form() {
    return name + value.map(text -> " " + text).orElse("");
  }
}
