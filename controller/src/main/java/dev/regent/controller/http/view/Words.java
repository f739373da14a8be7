package dev.regent.controller.http.view;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values are written in answers. */
public final class Words {
  private Words() {}

  /** {@code POSTGRES_DOWN} is written {@code postgres-down}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code a, b, c}, or "nobody". */
  public static String list(Collection<?> values) {
    return values.isEmpty()
        ? "nobody"
        : values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
