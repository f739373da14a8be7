package dev.regent.simulation.play;

import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the schedule of a scenario that fails as short as it gets: no step can be left out of the
 * result without it passing (delta debugging; Zeller and Hildebrandt, 2002).
 */
public final class Shrinking {
  private int runs;

  private Shrinking() {}

  /**
   * The shortest that was found.
   *
   * @param runs how often a scenario was played for it
   */
  public record Result(Scenario scenario, Play.Outcome outcome, int runs) {}

  /** Of a scenario that fails; one that passes is given back as it is. */
  public static Result of(Scenario scenario) {
    return new Shrinking().shrink(scenario);
  }

  private Result shrink(Scenario scenario) {
    List<Step> steps = scenario.steps();
    int chunk = Math.max(1, steps.size() / 2);
    while (chunk > 0 && !steps.isEmpty()) {
      List<Step> fewer = without(scenario, steps, chunk);
      boolean done = fewer.size() == steps.size();
      steps = fewer;
      chunk = done ? chunk / 2 : Math.min(chunk, Math.max(1, steps.size() / 2));
    }
    Scenario shortest = scenario.with(steps);
    return new Result(shortest, Play.run(shortest), runs);
  }

  /** Leaves out every stretch of this length that it fails without. */
  private List<Step> without(Scenario scenario, List<Step> steps, int chunk) {
    List<Step> kept = List.copyOf(steps);
    int from = 0;
    while (from < kept.size()) {
      List<Step> fewer = new ArrayList<>(kept.subList(0, from));
      fewer.addAll(kept.subList(Math.min(kept.size(), from + chunk), kept.size()));
      if (fails(scenario.with(fewer))) {
        kept = List.copyOf(fewer);
      } else {
        from += chunk;
      }
    }
    return kept;
  }

  private boolean fails(Scenario scenario) {
    runs++;
    return !Play.run(scenario).passed();
  }
}
