package dev.regent.simulation.play;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.scenario.Expectation;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.script.Convergence;
import dev.regent.simulation.script.Director;
import dev.regent.simulation.script.Mending;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A scenario under Regent: every invariant is checked after every event (I1 to I12), and then what
 * the scenario expects.
 */
public final class Play {
  private static final Duration SETTLING = Duration.ofSeconds(90);
  private static final Duration STEP = Duration.ofMillis(100);

  private final Scenario scenario;
  private final Cluster cluster;
  private final SortedMap<String, String> cast;
  private final Recorder recorder;

  private Play(Scenario scenario) {
    this.scenario = scenario;
    this.cluster =
        scenario.cold() ? Cluster.of(scenario.settings()) : Cluster.settled(scenario.settings());
    this.cast = scenario.cold() ? new TreeMap<>() : cast(cluster, scenario.settings());
    this.recorder = new Recorder(cluster);
  }

  /**
   * What came of it.
   *
   * @param findings one for each expectation
   * @param unsettled what was still missing when the scenario should have come good
   * @param events how many there were
   */
  public record Outcome(
      Scenario scenario,
      Recording recording,
      List<Judge.Finding> findings,
      Optional<String> unsettled,
      long events) {
    public boolean passed() {
      return recording.broken().isEmpty()
          && unsettled.isEmpty()
          && findings.stream().allMatch(Judge.Finding::met);
    }
  }

  /** Runs the scenario from rest to its verdict; never fails but by a defect of the simulator. */
  public static Outcome run(Scenario scenario) {
    return new Play(scenario).run();
  }

  private Outcome run() {
    cluster.world().watch(recorder);
    recorder.begin();
    Optional<String> broken = broken(this::perform);
    boolean redundant = Convergence.missing(cluster.world()).isEmpty();
    Recording recording = recorder.recording(cast, redundant, broken);
    List<Expectation> expected = scenario.expected();
    Optional<String> unsettled =
        broken.isEmpty() && scenario.settles() ? settle() : Optional.empty();
    return new Outcome(
        scenario,
        recording,
        Judge.judge(recording, expected),
        unsettled,
        cluster.world().sim().agenda().happened());
  }

  private void perform() {
    Director director = new Director(cluster.world(), cast);
    long start = cluster.world().now();
    for (Step step : scenario.steps()) {
      runUntil(start + Nanos.of(step.at()));
      recorder.mark(Recording.Kind.FAULT, step.text());
      director.perform(step);
    }
    runUntil(start + Nanos.of(scenario.length()));
    cluster.requireNothingLost();
  }

  private void runUntil(long time) {
    cluster.runFor(Duration.ofNanos(Math.max(0, time - cluster.world().now())));
  }

  private static Optional<String> broken(Runnable what) {
    try {
      what.run();
      return Optional.empty();
    } catch (AssertionError violation) {
      return Optional.of(String.valueOf(violation.getMessage()));
    }
  }

  /** I8: once nothing is wrong any more, all comes good. */
  private Optional<String> settle() {
    Mending.mend(cluster.world());
    long limit = cluster.world().now() + Nanos.of(SETTLING);
    Optional<String> missing = Convergence.missing(cluster.world());
    while (missing.isPresent() && cluster.world().now() < limit) {
      Optional<String> broken = broken(() -> cluster.runFor(STEP));
      if (broken.isPresent()) {
        return broken;
      }
      missing = Convergence.missing(cluster.world());
    }
    return missing.or(() -> broken(cluster::requireNothingLost));
  }

  private static SortedMap<String, String> cast(Cluster cluster, WorldSettings settings) {
    SortedMap<String, String> cast = new TreeMap<>();
    List<NodeId> standbys = cluster.standbys();
    cast.put("primary", cluster.primary().name());
    cast.put("leader", cluster.leader().name());
    put(cast, "standby", standbys, 0);
    put(cast, "standby2", standbys, 1);
    put(cast, "witness", settings.witnesses(), 0);
    return cast;
  }

  private static void put(
      SortedMap<String, String> cast, String word, List<NodeId> nodes, int index) {
    if (index < nodes.size()) {
      cast.put(word, nodes.get(index).name());
    }
  }
}
