package dev.regent.simulation.incident;

import dev.regent.simulation.scenario.Step;
import java.util.List;

/**
 * What was made of one recorded transition.
 *
 * @param steps what brings it about; none when it follows from others
 * @param remark why it has no exact translation; empty when it has
 */
record Cause(Recorded.Moment moment, List<Step> steps, String remark) {
  Cause {
    steps = List.copyOf(steps);
  }

  boolean isUntranslated() {
    return steps.isEmpty() && !remark.isEmpty();
  }
}
