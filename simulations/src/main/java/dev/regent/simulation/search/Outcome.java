package dev.regent.simulation.search;

import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param states how many different states were met
 * @param transitions how many steps between them were taken, those that change nothing not counted
 * @param depth how many steps the last state met is away from the first
 * @param complete whether every state within the bounds was met; false when the search stopped at a
 *     violation or at the largest number of states
 * @param trace the shortest way to a violation, if there is one
 */
public record Outcome(
    long states, long transitions, int depth, boolean complete, Optional<Trace> trace) {

  /** A shortest way to a violation: what happened step by step, and what it broke. */
  public record Trace(List<String> steps, String violation) {
    /** For people: one line for each step. */
    public String text() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < steps.size(); i++) {
        text.append("%3d  %s%n".formatted(i + 1, steps.get(i)));
      }
      return text.append("==>  ").append(violation).toString();
    }
  }

  /** For people: the numbers in one line. */
  public String summary() {
    String found = trace.isPresent() ? "VIOLATION" : complete ? "all states" : "not all states";
    return "%,d states, %,d transitions, depth %d: %s".formatted(states, transitions, depth, found);
  }
}
