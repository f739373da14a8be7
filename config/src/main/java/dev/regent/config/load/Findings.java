package dev.regent.config.load;

import dev.regent.config.settings.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What reading the files gave: where each setting was written, and the problems so far.
 *
 * <p>A value that cannot be used is reported once, where it is read. A relation that such a value
 * takes part in says nothing, so it is not reported as well.
 */
final class Findings {
  private final Place start;
  private final Map<String, Place> places = new TreeMap<>();
  private final Map<String, Optional<String>> values = new TreeMap<>();
  private final TreeSet<String> unusable = new TreeSet<>();
  private final TreeSet<String> incomplete = new TreeSet<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  /** Settings that are written nowhere are missing at {@code start}. */
  Findings(Place start) {
    this.start = start;
  }

  /** Records where a setting is written, and how it may be shown. */
  void wrote(String key, Place place, Optional<String> shown) {
    places.put(key, place);
    values.put(key, shown);
  }

  /** Reports a value that cannot be used; once, and not when the section around it was reported. */
  void refuse(String key, String wrong, String allowed) {
    if (!isUnusable(key)) {
      report(key, wrong, allowed);
    }
    unusable.add(key);
  }

  /** Whether the value, or what it is in, was reported already. */
  boolean isUnusable(String key) {
    return unusable.stream().anyMatch(bad -> key.equals(bad) || isIn(key, bad));
  }

  /** Says that not all names in a list are known; relations that need them all say nothing. */
  void incomplete(String list) {
    incomplete.add(list);
  }

  /** Reports relations that do not hold, at the first of their settings that a person wrote. */
  void refuseAll(List<Violation> violations) {
    for (Violation violation : violations) {
      if (violation.keys().stream().noneMatch(this::saysNothing)) {
        report(toBlame(violation), violation.wrong(), violation.allowed());
      }
    }
  }

  /** Says that a value, or all in a section, is a placeholder from now on. */
  void unusable(String key) {
    unusable.add(key);
  }

  List<ConfigProblem> problems() {
    return problems.stream().sorted(ConfigProblem.ORDER).distinct().toList();
  }

  private String toBlame(Violation violation) {
    return violation.keys().stream()
        .filter(places::containsKey)
        .findFirst()
        .orElse(violation.keys().getFirst());
  }

  private void report(String key, String wrong, String allowed) {
    Place place = placeOf(key);
    Optional<String> value = values.getOrDefault(key, Optional.empty());
    problems.add(new ConfigProblem(place.file(), place.line(), key, value, wrong, allowed));
  }

  private boolean saysNothing(String key) {
    return incomplete.contains(key) || isUnusable(key);
  }

  private static boolean isIn(String key, String section) {
    return key.startsWith(section + ".") || key.startsWith(section + "[");
  }

  /** The setting's own place, or that of the innermost section around it that is written. */
  private Place placeOf(String key) {
    return places.entrySet().stream()
        .filter(entry -> key.equals(entry.getKey()) || isIn(key, entry.getKey()))
        .reduce((outer, inner) -> inner)
        .map(Map.Entry::getValue)
        .orElse(start);
  }
}
