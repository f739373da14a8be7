package dev.regent.simulation.scenario;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Sentences of scenario files. */
final class Sentences {
  private Sentences() {}

  /** The form with its places filled. */
  static String fill(String form, List<String> places) {
    Iterator<String> next = places.iterator();
    List<String> words = new ArrayList<>();
    for (String word : Template.of(form).words()) {
      boolean isPlace = word.matches("[A-Z]+");
      words.add(isPlace ? next.next() : word);
    }
    return String.join(" ", words);
  }
}
