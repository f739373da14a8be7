package dev.regent.agent.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses what was meant by a misspelt word. */
final class Similar {
  private Similar() {}

  /** {@code ", did you mean X?"}, or nothing when no candidate is near. */
  static String suggestion(String word, List<String> candidates) {
    return closest(word, candidates)
        .map(candidate -> " (did you mean %s?)".formatted(candidate))
        .orElse("");
  }

  /** The nearest candidate, if at most a third of its letters would have to change. */
  static Optional<String> closest(String word, List<String> candidates) {
    return candidates.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Levenshtein's: how many letters to insert, delete or replace. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
