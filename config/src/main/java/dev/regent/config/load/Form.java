package dev.regent.config.load;

import dev.regent.protocol.Invariants.InvariantViolation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How one kind of value is written.
 *
 * @param allowed said to a person who wrote something else
 * @param placeholder stands for a value that cannot be used, so that reading goes on and finds the
 *     other problems too; it never gets into {@link LoadResult.Loaded}
 */
record Form<T>(String allowed, T placeholder, Function<String, Optional<T>> parser) {
  Optional<T> parse(String text) {
    return parser.apply(text);
  }

  /** Text of a certain look. */
  static Form<String> text(String allowed, String placeholder, Predicate<String> look) {
    return new Form<>(allowed, placeholder, text -> Optional.of(text).filter(look));
  }

  /** A value that checks itself. */
  static <T> Form<T> checked(String allowed, T placeholder, Function<String, T> create) {
    return new Form<>(
        allowed,
        placeholder,
        text -> {
          try {
            return Optional.of(create.apply(text));
          } catch (InvariantViolation e) {
            return Optional.empty();
          }
        });
  }

  /** One of some words, which are the constants' names in small letters. */
  static <E extends Enum<E>> Form<E> word(List<E> constants) {
    return new Form<>(
        constants.stream().map(Form::word).collect(Collectors.joining(", ")),
        constants.getFirst(),
        text -> constants.stream().filter(constant -> word(constant).equals(text)).findFirst());
  }

  static <E extends Enum<E>> Form<E> word(E[] constants) {
    return word(Arrays.asList(constants));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
