package dev.regent.config.load;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Optional;

/** Values of HOCON as the text that a person wrote. */
final class Scalars {
  private Scalars() {}

  /** The text of a single value; a number keeps the digits that were written. */
  static Optional<String> text(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("it").getString("it"));
      case OBJECT, LIST, NULL -> Optional.empty();
    };
  }

  /** How the value may be shown; nothing for sections, free settings and what may be a secret. */
  static Optional<String> shown(String key, ConfigValue value) {
    if (key.contains("].settings.")) {
      return Optional.empty();
    }
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> text(value).flatMap(text -> Secrets.shown(key, text));
      case LIST, NULL -> Secrets.shown(key, plain(value));
      case OBJECT -> Optional.empty();
    };
  }

  private static String plain(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise()).replace("\"", "").replace(",", ", ");
  }

  /** Why a value has not the wanted form. */
  static String whyNot(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> "not valid";
      case OBJECT -> "a section instead of a value";
      case LIST -> "a list instead of a value";
      case NULL -> "null instead of a value";
    };
  }
}
