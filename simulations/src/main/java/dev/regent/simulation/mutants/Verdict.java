package dev.regent.simulation.mutants;

import java.time.Duration;
import java.util.Locale;

/**
 * What became of a mutant.
 *
 * @param seeds how many were run; 0 for a scene
 */
public record Verdict(Mutant mutant, Outcome outcome, int seeds, Duration took) {
  /** Found, or not, or not even tried. */
  public sealed interface Outcome {
    /** Something failed with it. */
    record Found(String by, String failure) implements Outcome {}

    /** Nothing failed: a check is missing. */
    record Survived() implements Outcome {}

    /** It could not be judged, and why: it fits the source no more, or its scene is broken. */
    record Unfit(String why) implements Outcome {}
  }

  public boolean isFound() {
    return outcome instanceof Outcome.Found;
  }

  /** One line: mutant, rule, found by, seeds run, seconds. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%-34s %-8s %-58s %3d seeds %5.1f s",
        mutant.id(),
        mutant.rule(),
        result(),
        seeds,
        took.toMillis() / 1000.0);
  }

  private String result() {
    return switch (outcome) {
      case Outcome.Found found -> found.by();
      case Outcome.Survived survived -> "SURVIVED " + mutant.finder();
      case Outcome.Unfit unfit -> "UNFIT " + unfit.why();
    };
  }
}
