package dev.regent.simulation.scenario;

import java.util.List;

/** A scenario file that cannot be used: each problem names file, line and what is allowed. */
public final class BadScenario extends Exception {
  private static final long serialVersionUID = 1L;

  BadScenario(List<String> problems) {
    super(String.join("\n", problems));
  }
}
