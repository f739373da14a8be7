package dev.regent.simulation.page;

import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import java.util.List;

/**
 * One run on a page.
 *
 * @param name whose rules it ran under
 * @param verdict in a few words
 * @param good whether it came as expected
 * @param findings one for each expectation
 * @param troubles what else did not come good, each as lines of text
 */
public record Panel(
    String name,
    String verdict,
    boolean good,
    Recording recording,
    List<Judge.Finding> findings,
    List<String> troubles) {
  public Panel {
    findings = List.copyOf(findings);
    troubles = List.copyOf(troubles);
  }
}
