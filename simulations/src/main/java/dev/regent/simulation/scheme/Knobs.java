package dev.regent.simulation.scheme;

import dev.regent.simulation.world.base.Nanos;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a scheme. A model asks for each of its settings once, with the document's value
 * for one that a scenario does not give; what it never asks for is refused.
 */
final class Knobs {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)(ms|s|min)");

  private final String model;
  private final SortedMap<String, String> given;
  private final SortedSet<String> known = new TreeSet<>();

  Knobs(String model, SortedMap<String, String> given) {
    this.model = model;
    this.given = new TreeMap<>(given);
  }

  String text(String key, String usual) {
    known.add(key);
    return given.getOrDefault(key, usual);
  }

  /** One of these words; the first is the document's. */
  String word(String key, String... allowed) {
    String word = text(key, allowed[0]);
    if (!List.of(allowed).contains(word)) {
      throw refused(key, word, String.join(", ", allowed));
    }
    return word;
  }

  boolean flag(String key, boolean usual) {
    return word(key, String.valueOf(usual), String.valueOf(!usual)).equals("true");
  }

  int number(String key, int usual) {
    String text = text(key, String.valueOf(usual));
    if (!text.matches("-?[0-9]{1,9}")) {
      throw refused(key, text, "a whole number");
    }
    return Integer.parseInt(text);
  }

  /** Nanoseconds. */
  long time(String key, String usual) {
    String text = text(key, usual);
    return nanos(text).orElseThrow(() -> refused(key, text, "a time such as 350ms, 4.5s or 2min"));
  }

  /** The time that a text says. */
  static OptionalLong nanos(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> Nanos.MILLI;
          case "s" -> Nanos.SECOND;
          default -> 60 * Nanos.SECOND;
        };
    return OptionalLong.of(Math.round(Double.parseDouble(matcher.group(1)) * unit));
  }

  /** Refuses what nobody asked for. */
  void refuseOthers() {
    for (String key : given.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "scheme %s has no setting %s; allowed: %s"
                .formatted(model, key, String.join(", ", known)));
      }
    }
  }

  private IllegalArgumentException refused(String key, String text, String allowed) {
    return new IllegalArgumentException(
        "scheme %s: %s = %s; allowed: %s".formatted(model, key, text, allowed));
  }
}
