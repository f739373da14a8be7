package dev.regent.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form of a sentence: words that are typed as they are, and places for others in capitals.
 *
 * @param words such as {@code cut NODE -> NODE}
 */
record Template(List<String> words) {
  /** What may stand in a place. */
  enum Place {
    NODE,
    NODES,
    TIME,
    PERCENT,
    NUMBER;

    private static Optional<Place> of(String word) {
      return List.of(values()).stream().filter(place -> place.name().equals(word)).findFirst();
    }

    private boolean takes(String word, List<String> nodes) {
      return switch (this) {
        case NODE -> nodes.contains(word);
        case NODES -> word.equals("nobody") || nodes.containsAll(List.of(word.split("/")));
        case TIME -> Times.parse(word).isPresent();
        case PERCENT -> word.matches("(100|[0-9]{1,2})%?");
        case NUMBER -> word.matches("[0-9]{1,4}");
      };
    }
  }

  static Template of(String text) {
    return new Template(List.of(text.split(" ")));
  }

  /** What stands in the places, in order; empty when the sentence has another form. */
  Optional<List<String>> match(List<String> sentence, List<String> nodes) {
    if (sentence.size() != words.size()) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String said = sentence.get(i);
      Optional<Place> place = Place.of(words.get(i));
      boolean fits =
          place.map(it -> it.takes(said, nodes)).orElseGet(() -> false)
              || words.get(i).equals(said);
      if (!fits) {
        return Optional.empty();
      }
      place.ifPresent(_ -> found.add(said));
    }
    return Optional.of(List.copyOf(found));
  }

  String text() {
    return String.join(" ", words);
  }
}
