package dev.regent.agent.guard.core;

import java.util.ArrayList;
import java.util.List;

/** One step of a guard: its state after it, and what the shell is to do, in order. */
public record GuardStep(GuardState next, List<GuardEffect> effects) {
  public GuardStep {
    effects = List.copyOf(effects);
  }

  static GuardStep to(GuardState next, GuardEffect... effects) {
    return new GuardStep(next, List.of(effects));
  }

  /** This step's effects before those of a step that began where this one ended. */
  GuardStep then(GuardStep later) {
    if (effects.isEmpty()) {
      return later;
    }
    List<GuardEffect> both = new ArrayList<>(effects);
    both.addAll(later.effects);
    return new GuardStep(later.next, both);
  }
}
