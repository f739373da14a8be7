package dev.regent.simulation.bench.cost;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run of one system cost. Times are in milliseconds, memory in KiB, the network in bytes.
 *
 * @param system as in tables
 * @param run from 1
 * @param measured empty when it was not run to its end
 * @param skipped what could not be measured here, and why
 * @param problems what went otherwise than in a well system, or why it was not run
 */
public record CellCost(
    String system,
    int run,
    Optional<Measured> measured,
    List<String> skipped,
    List<String> problems) {
  public CellCost {
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }

  /**
   * What was seen.
   *
   * @param restMs for how long it was watched at rest
   * @param hosts by their names
   * @param syncs empty when they could not be counted
   * @param failover empty when it could not be measured
   * @param standstillMs for how long the prober got no processor at most
   */
  public record Measured(
      long restMs,
      SortedMap<String, HostCost> hosts,
      Optional<Syncs> syncs,
      Optional<FailoverCost> failover,
      long standstillMs) {
    public Measured {
      hosts = new TreeMap<>(hosts);
    }
  }

  /**
   * One host at rest.
   *
   * @param parts by their names, PostgreSQL among them
   * @param wire through eth0
   */
  public record HostCost(SortedMap<String, PartCost> parts, WireCost wire) {
    public HostCost {
      parts = new TreeMap<>(parts);
    }
  }

  /**
   * What belongs together on a host.
   *
   * @param rssKib sum of VmRSS: shared pages count in each process
   * @param pssKib sum of PSS: shared pages are divided among all processes of the machine
   * @param restCpuMs processor time at rest
   */
  public record PartCost(int processes, long rssKib, long pssKib, long restCpuMs) {}

  /**
   * Bytes at rest, Ethernet headers included.
   *
   * @param replicationIn of PostgreSQL's port, part of {@code in}
   * @param replicationOut of PostgreSQL's port, part of {@code out}
   */
  public record WireCost(long in, long out, long replicationIn, long replicationOut) {
    /** What the controllers say, to each other and to whoever looks at them. */
    public long control() {
      return in + out - replicationIn - replicationOut;
    }
  }

  /**
   * Syncs to disk at rest.
   *
   * @param counts by host and part, as {@code a etcd}; PostgreSQL is not among them
   */
  public record Syncs(SortedMap<String, Long> counts) {
    public Syncs {
      counts = new TreeMap<>(counts);
    }
  }

  /**
   * Processor time of the hosts that are left, PostgreSQL not among it, after everything on the
   * primary's host was killed.
   *
   * @param windowMs from the kill on
   * @param cpuMs in that time
   * @param movedAfterMs until another server was primary, by PostgreSQL's word; empty when none was
   */
  public record FailoverCost(
      List<String> hosts, long windowMs, long cpuMs, Optional<Long> movedAfterMs) {
    public FailoverCost {
      hosts = List.copyOf(hosts);
    }
  }
}
