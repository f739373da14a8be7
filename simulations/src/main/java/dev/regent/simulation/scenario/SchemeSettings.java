package dev.regent.simulation.scenario;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scheme that a document runs, and what it reports of it.
 *
 * @param model its name
 * @param settings of the model, by their dotted keys; the model refuses what it does not know
 * @param expected under this scheme
 */
public record SchemeSettings(
    String model, SortedMap<String, String> settings, List<Expectation> expected) {
  public SchemeSettings {
    settings = new TreeMap<>(settings);
    expected = List.copyOf(expected);
  }
}
