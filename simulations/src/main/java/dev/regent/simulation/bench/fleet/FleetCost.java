package dev.regent.simulation.bench.fleet;

import java.util.List;
import java.util.Optional;

/**
 * What so many databases cost one witness. Times are in milliseconds, memory in KiB.
 *
 * @param heapMib what the witness's JVM may use for objects
 * @param measured empty when it was not run to its end
 * @param problems what went otherwise than it should, or why it was not run
 */
public record FleetCost(
    int databases, int run, int heapMib, Optional<Measured> measured, List<String> problems) {
  public FleetCost {
    problems = List.copyOf(problems);
  }

  /**
   * What was seen.
   *
   * @param readyMs from the start of all processes until every database was redundant
   * @param rest of the witness
   * @param failover of all databases; empty when not all of them moved within the limit
   * @param moved how many databases moved
   * @param witnessCpuMs of the witness, from the death of the data host until all had moved
   * @param rssAfterKib of the witness, after the failover
   * @param standstillMs for how long the prober got no processor at most
   * @param lagMs by how much the simulated nodes were late at most, after they were ready
   */
  public record Measured(
      long readyMs,
      Rest rest,
      Optional<Failover> failover,
      int moved,
      long witnessCpuMs,
      long rssAfterKib,
      long standstillMs,
      long lagMs) {}

  /**
   * The witness when nothing happens.
   *
   * @param windowMs for how long it was watched
   * @param wireBytes through its eth0, both ways
   * @param simulatorCpuMs of the process with the simulated nodes, for judging the machine
   */
  public record Rest(
      long windowMs, long rssKib, long pssKib, long cpuMs, long wireBytes, long simulatorCpuMs) {
    /** Of one core. */
    public double cpuPercent() {
      return 100.0 * cpuMs / windowMs;
    }
  }

  /** When the other nodes acknowledged their first writes, since the death of the data host. */
  public record Failover(long firstMs, long medianMs, long lastMs) {
    /** How long the last waited after the first. */
    public long spreadMs() {
      return lastMs - firstMs;
    }
  }
}
