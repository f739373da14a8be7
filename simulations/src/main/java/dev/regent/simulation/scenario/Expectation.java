package dev.regent.simulation.scenario;

import java.time.Duration;
import java.util.List;

/**
 * Something that must be so.
 *
 * @param places what stands in the places of the claim's form, in order
 */
public record Expectation(Claim claim, List<String> places) {
  public Expectation {
    places = List.copyOf(places);
  }

  /** As a scenario file says it. */
  public String text() {
    return Sentences.fill(claim.form(), places);
  }

  /** The place of the claim that holds a time, in nanoseconds. */
  public long nanos(int place) {
    return Times.parse(places.get(place)).map(Duration::toNanos).orElseThrow();
  }
}
