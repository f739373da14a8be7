package dev.regent.simulation.drill;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * What one drill came to; the components are the fields of the JSON file.
 *
 * @param fault {@link Fault#name}
 * @param variant {@link Fault#variant}
 * @param run counted from 1
 * @param outageMs see {@link Outage}
 * @param dualWritableMs see {@link DualWrites}
 * @param lostAckedWrites rows acknowledged in this or an earlier drill that the primary lacks now
 * @param redundantAfterMs from the fault; empty when it did not become redundant in time
 * @param ackedWrites how many rows were acknowledged during this drill
 * @param problems what else was wrong, as sentences; none in a drill that passed
 */
public record DrillResult(
    String fault,
    String variant,
    int run,
    long outageMs,
    long dualWritableMs,
    int lostAckedWrites,
    String oldPrimary,
    String newPrimary,
    Optional<Long> redundantAfterMs,
    int ackedWrites,
    List<String> problems) {
  public DrillResult {
    problems = List.copyOf(problems);
  }

  /** Of a drill that could not begin. */
  static DrillResult impossible(Fault fault, int run, String why) {
    return new DrillResult(
        fault.name(),
        fault.variant(),
        run,
        0,
        0,
        0,
        "none",
        "none",
        Optional.empty(),
        0,
        List.of(why));
  }

  /** Nothing lost, never two writable nodes, redundant at the end, and what should come came. */
  @JsonIgnore
  public boolean isPassed() {
    return lostAckedWrites == 0
        && dualWritableMs == 0
        && redundantAfterMs.isPresent()
        && problems.isEmpty();
  }
}
