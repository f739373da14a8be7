package dev.regent.simulation.scenario;

import java.time.Duration;
import java.util.List;

/**
 * Something that happens at a time.
 *
 * @param at since the cell was at rest
 * @param places what stands in the places of the verb's form, in order
 */
public record Step(Duration at, Verb verb, List<String> places) {
  public Step {
    places = List.copyOf(places);
  }

  /** As a scenario file says it, without the time. */
  public String text() {
    return Sentences.fill(verb.form(), places);
  }

  /** As a line of a scenario file. */
  public String line() {
    return "%-7s %s".formatted(Times.text(at), text());
  }
}
