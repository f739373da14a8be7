package dev.regent.simulation.bench.cost;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.bench.contender.Contender;
import dev.regent.simulation.bench.run.Situation;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.lab.Beat;
import dev.regent.simulation.lab.Stage;
import dev.regent.simulation.lab.Standstill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one ready system costs: first at rest, when nobody asks it anything and no client is there;
 * then in a failover.
 */
public final class CellMeasurement {
  /** A system that was just put up still warms up. */
  private static final Duration SETTLE = Duration.ofSeconds(30);

  private static final Duration CALM_LIMIT = Duration.ofMinutes(3);

  /** As long as the slowest needs to move. */
  private static final Duration FAILOVER = Duration.ofSeconds(60);

  private final Stage stage;
  private final Contender contender;
  private final Duration rest;
  private final List<String> skipped = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private CellMeasurement(Stage stage, Contender contender, Duration rest) {
    this.stage = stage;
    this.contender = contender;
    this.rest = rest;
  }

  /** One run of a system. */
  public record Subject(String system, int run) {}

  /**
   * Measures it, and leaves it without its primary's host.
   *
   * @param subject what is measured
   * @param rest how long it is watched at rest
   * @throws DrillFailed when it could not be measured
   */
  public static CellCost of(Stage stage, Contender contender, Subject subject, Duration rest) {
    CellMeasurement measurement = new CellMeasurement(stage, contender, rest);
    CellCost.Measured measured = measurement.measure();
    return new CellCost(
        subject.system(),
        subject.run(),
        Optional.of(measured),
        measurement.skipped,
        measurement.problems);
  }

  private List<NodeId> hosts() {
    List<NodeId> hosts = new ArrayList<>(stage.dataNodes());
    hosts.add(stage.witness());
    return hosts;
  }

  private CellCost.Measured measure() {
    hosts().forEach(node -> Wire.count(stage, node));
    if (!Await.holds(CALM_LIMIT, () -> contender.missing().isEmpty())) {
      throw new DrillFailed("not ready: " + contender.missing().orElse(""));
    }
    Await.pass(SETTLE);
    Standstill standstill = new Standstill();
    try (Beat _ = Beat.start("standstill", Standstill.BEAT, Thread::new, standstill)) {
      Rest seen = rest();
      Optional<CellCost.FailoverCost> failover = failover();
      return new CellCost.Measured(
          seen.windowMs(), seen.hosts(), seen.syncs(), failover, standstill.longest().toMillis());
    }
  }

  private record Rest(
      long windowMs, SortedMap<String, CellCost.HostCost> hosts, Optional<CellCost.Syncs> syncs) {}

  private Rest rest() {
    SortedMap<NodeId, Snapshot> before = snapshots();
    SortedMap<Long, String> processes = controllers(before);
    Optional<SyncTrace> trace = trace(processes);
    try {
      MonotonicTime begin = Ticks.now();
      Await.pass(rest);
      SortedMap<NodeId, Snapshot> after = snapshots();
      long windowMs = Ticks.now().since(begin).toMillis();
      return new Rest(windowMs, costs(before, after), trace.flatMap(it -> counts(it, processes)));
    } finally {
      trace.ifPresent(SyncTrace::close);
    }
  }

  private record Snapshot(Census census, Wire wire) {}

  private SortedMap<NodeId, Snapshot> snapshots() {
    SortedMap<NodeId, Snapshot> snapshots = new TreeMap<>();
    for (NodeId node : hosts()) {
      snapshots.put(node, new Snapshot(census(node), Wire.of(stage, node)));
    }
    return snapshots;
  }

  private Census census(NodeId node) {
    return Census.of(stage.processes(node));
  }

  private static SortedMap<String, CellCost.HostCost> costs(
      SortedMap<NodeId, Snapshot> before, SortedMap<NodeId, Snapshot> after) {
    SortedMap<String, CellCost.HostCost> costs = new TreeMap<>();
    after.forEach((node, now) -> {
      Snapshot then = before.getOrDefault(node, now);
      costs.put(
          node.name(),
          new CellCost.HostCost(now.census().since(then.census()), now.wire().since(then.wire())));
    });
    return costs;
  }

  /** All but PostgreSQL's, with what they are. */
  private static SortedMap<Long, String> controllers(SortedMap<NodeId, Snapshot> now) {
    SortedMap<Long, String> names = new TreeMap<>();
    now.forEach((node, snapshot) ->
        snapshot.census().parts().keySet().stream()
            .filter(Part::isControl)
            .forEach(part ->
                snapshot
                    .census()
                    .processes(part)
                    .forEach(process -> names.put(process, node + " " + part.id()))));
    return names;
  }

  private Optional<SyncTrace> trace(SortedMap<Long, String> processes) {
    try {
      return Optional.of(
          SyncTrace.of(stage.namespace(stage.witness()), List.copyOf(processes.keySet())));
    } catch (DrillFailed refused) {
      skipped.add(refused.what());
      return Optional.empty();
    }
  }

  private Optional<CellCost.Syncs> counts(SyncTrace trace, SortedMap<Long, String> processes) {
    try {
      return Optional.of(new CellCost.Syncs(trace.counts(processes)));
    } catch (DrillFailed lost) {
      skipped.add(lost.what());
      return Optional.empty();
    }
  }

  /** What was seen at rest stays when this fails. */
  private Optional<CellCost.FailoverCost> failover() {
    Optional<NodeId> victim = primary().map(Server::node);
    if (victim.isEmpty() || !Await.holds(CALM_LIMIT, () -> contender.missing().isEmpty())) {
      problems.add("no failover, as it was not ready: " + contender.missing().orElse("no primary"));
      return Optional.empty();
    }
    return Optional.of(failover(victim.get()));
  }

  private CellCost.FailoverCost failover(NodeId victim) {
    List<NodeId> left = hosts().stream().filter(node -> !node.equals(victim)).toList();
    long before = left.stream().mapToLong(node -> census(node).controlCpuMillis()).sum();
    MonotonicTime struck = Ticks.now();
    contender.hold(victim);
    stage.killAll(victim);
    boolean moved = Await.holds(FAILOVER, () -> primary().isPresent());
    Optional<Long> movedAfter = Optional.of(Ticks.now().since(struck).toMillis());
    Await.holds(FAILOVER, () -> Ticks.now().isAtLeast(struck.plus(FAILOVER)));
    long after = left.stream().mapToLong(node -> census(node).controlCpuMillis()).sum();
    if (!moved) {
      problems.add("no other primary within %d s".formatted(FAILOVER.toSeconds()));
    }
    return new CellCost.FailoverCost(
        left.stream().map(NodeId::name).toList(),
        Ticks.now().since(struck).toMillis(),
        after - before,
        movedAfter.filter(_ -> moved));
  }

  private Optional<Server> primary() {
    return Situation.primaries(contender).stream().findFirst();
  }
}
