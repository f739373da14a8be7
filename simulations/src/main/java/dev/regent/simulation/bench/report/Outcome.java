package dev.regent.simulation.bench.report;

import java.util.List;
import java.util.Optional;

/**
 * One run of one fault on one system. Times are in milliseconds, on the one monotonic clock of all
 * probes.
 *
 * @param system, settings and mode as on the command line
 * @param run from 1
 * @param measured empty when it was not run to its end
 * @param problems what went otherwise than a well system would have it, or why it was not run
 */
public record Outcome(
    String system,
    String settings,
    String mode,
    String fault,
    int run,
    Optional<Measured> measured,
    List<String> problems) {
  public Outcome {
    problems = List.copyOf(problems);
  }

  /**
   * What the probes saw.
   *
   * @param outageMs the longest time in which the client that knows both hosts could not write
   * @param bothWritableMs for which both data nodes acknowledged commits
   * @param lost acknowledged rows that are missing at the end; -1 when nobody could be asked
   * @param acknowledged of all writers
   * @param redundantAfterMs from the fault until two servers followed each other again for good;
   *     empty when they did not within the limit
   * @param primaryBefore its node
   * @param primaryAfter its node, or none
   * @param standstillMs for how long the prober got no processor at most
   */
  public record Measured(
      long outageMs,
      long bothWritableMs,
      int lost,
      int acknowledged,
      Optional<Long> redundantAfterMs,
      String primaryBefore,
      String primaryAfter,
      long standstillMs) {
    /** Whether another node is primary than before. */
    public boolean moved() {
      return !primaryBefore.equals(primaryAfter);
    }
  }

  /** The system with its settings, which lines of a table are for. */
  public String contender() {
    return "%s %s %s".formatted(system, settings, mode);
  }
}
