package dev.regent.simulation.scenario;

import java.util.List;

/**
 * What is expected on real hosts where that is not what is expected of the simulator. What an
 * invariant says is required there too.
 *
 * @param why the two differ
 * @param expected instead of the scenario's own
 */
public record RealSettings(String why, List<Expectation> expected) {
  public RealSettings {
    expected = List.copyOf(expected);
  }
}
