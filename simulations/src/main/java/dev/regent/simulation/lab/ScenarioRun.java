package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.DemoCell;
import dev.regent.simulation.drill.AcknowledgedRows;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.CellStatus;
import dev.regent.simulation.drill.Commit;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.DualWrites;
import dev.regent.simulation.drill.Outage;
import dev.regent.simulation.drill.RedundancyWatch;
import dev.regent.simulation.drill.Rows;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Sql;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Ack;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Recording.Mark;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Times;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plays one scenario on a lab: the steps at their times, then the verdict that the simulator gives
 * too, over what the probes saw.
 */
final class ScenarioRun {
  private static final Duration CALM_LIMIT = Duration.ofMinutes(3);
  private static final Duration SETTLING = Duration.ofSeconds(90);
  private static final Duration END_LOOK = Duration.ofSeconds(3);
  private static final Duration INSISTING = Duration.ofSeconds(2);
  private static final Duration REPLAY_LIMIT = Duration.ofMinutes(1);

  private final Scenario scenario;
  private final Lab lab;
  private final DemoCell cell;
  private final Scene scene;
  private final SortedMap<String, String> cast;
  private final List<Mark> marks = Collections.synchronizedList(new ArrayList<>());
  private volatile MonotonicTime start = Ticks.now();

  private ScenarioRun(Scenario scenario, Lab lab) {
    this.scenario = scenario;
    this.lab = lab;
    this.cell = lab.cell();
    this.scene = Scene.of(cell);
    this.cast = cast();
  }

  /**
   * Runs it to its verdict.
   *
   * @param promised what earlier runs on this lab were promised; grows
   * @param number used once in a lab's life
   * @throws DrillFailed when it could not even begin
   */
  static LabOutcome run(Scenario scenario, Lab lab, AcknowledgedRows promised, int number) {
    RedundancyWatch.awaitCalm(lab.cell(), CALM_LIMIT);
    return new ScenarioRun(scenario, lab).run(promised, number);
  }

  private Duration beat() {
    return Duration.ofMillis(scenario.settings().writesEach());
  }

  private SortedMap<String, String> cast() {
    SortedMap<String, String> words = new TreeMap<>();
    words.put("primary", scene.primary().node().name());
    cell.status()
        .flatMap(CellStatus::leader)
        .ifPresent(leader -> words.put("leader", leader.name()));
    List<Server> standbys = scene.standbys();
    words.put("standby", standbys.getFirst().node().name());
    if (standbys.size() > 1) {
      words.put("standby2", standbys.get(1).node().name());
    }
    lab.shape().witnesses().stream()
        .findFirst()
        .ifPresent(witness -> words.put("witness", witness.name()));
    return words;
  }

  /** What is known when the writers have stopped. */
  private record Observed(
      MonotonicTime judged,
      boolean redundant,
      Optional<Duration> redundantAfter,
      Optional<String> unsettled) {}

  private LabOutcome run(AcknowledgedRows promised, int number) {
    Hands hands = new Hands(cell, lab.network(), text -> mark(Kind.DEED, text));
    var watch = Watch.start(cell, lab.network().topology(), hands, new Watch.Run(number, beat()));
    try (watch;
        RedundancyWatch redundancy = RedundancyWatch.start(cell)) {
      Observed observed = perform(hands, redundancy);
      watch.close();
      promised.add(watch.allCommits());
      return outcome(observed, watch, promised);
    } finally {
      hands.mend();
    }
  }

  private Observed perform(Hands hands, RedundancyWatch redundancy) {
    Deeds deeds = new Deeds(cast, lab.shape().names());
    start = Ticks.now();
    for (Step step : scenario.steps()) {
      passUntil(step.at());
      mark(Kind.FAULT, step.text());
      try {
        hands.perform(deeds.of(step));
      } catch (DrillFailed nothingThere) {
        mark(Kind.DEED, "not done: " + nothingThere.what());
      }
    }
    MonotonicTime last = Ticks.now();
    passUntil(scenario.length());
    MonotonicTime judged = Ticks.now();
    boolean redundant = redundancy.await(END_LOOK).isPresent();
    if (!redundant) {
      marks.add(mark(judged, Kind.DEED, "not redundant: " + redundancy.missing()));
    }
    MonotonicTime mended = redundant ? last : Ticks.now();
    hands.mend();
    Optional<MonotonicTime> since = settle(redundancy);
    return new Observed(
        judged,
        redundant,
        since.map(time -> Duration.ofNanos(Math.max(0, time.since(mended).toNanos()))),
        since.isPresent() || !scenario.settles()
            ? Optional.empty()
            : Optional.of(redundancy.missing()));
  }

  /** With an operator who insists on the end of a pause. */
  private Optional<MonotonicTime> settle(RedundancyWatch redundancy) {
    MonotonicTime limit = Ticks.now().plus(SETTLING);
    Optional<MonotonicTime> since = redundancy.await(INSISTING);
    while (since.isEmpty() && Ticks.now().isBefore(limit)) {
      cell.status()
          .filter(status -> status.phase().equals("paused"))
          .flatMap(CellStatus::leader)
          .ifPresent(leader -> cell.ask(leader, "resume", Map.of()));
      since = redundancy.await(INSISTING);
    }
    return since;
  }

  private void passUntil(Duration time) {
    MonotonicTime wanted = start.plus(time);
    if (Ticks.now().isBefore(wanted)) {
      Await.pass(wanted.since(Ticks.now()));
    }
  }

  private void mark(Kind kind, String text) {
    marks.add(mark(Ticks.now(), kind, text));
  }

  private Mark mark(MonotonicTime at, Kind kind, String text) {
    return new Mark(Math.max(0, at.since(start).toNanos()), kind, text);
  }

  private LabOutcome outcome(Observed observed, Watch watch, AcknowledgedRows promised) {
    MonotonicTime judged = observed.judged();
    Duration dual = DualWrites.proven(watch.placedCommits());
    List<String> broken = new ArrayList<>();
    if (!dual.isZero()) {
      broken.add("two nodes acknowledged commits at once for " + Times.text(dual));
    }
    int lost = lost(promised, broken, observed);
    vipTrouble(observed, watch).ifPresent(broken::add);
    if (lost > 0 && !scenario.permitsLossOnHosts()) {
      broken.add(lost + " acknowledged rows are missing");
    }
    Recording recording = recording(observed, watch, Math.max(0, lost), broken);
    return new LabOutcome(
        scenario,
        recording,
        Judge.judge(recording, scenario.expectedOnHosts()),
        observed.unsettled(),
        new LabOutcome.Measures(
            outage(watch.vipCommits(), judged),
            outage(watch.hostsCommits(), judged),
            watch.readOutage(start, judged),
            dual,
            lost,
            observed.redundantAfter(),
            watch.standstill(),
            watch.vipHolders().stream().map(this::text).toList()));
  }

  private Recording recording(Observed observed, Watch watch, int lost, List<String> broken) {
    MonotonicTime judged = observed.judged();
    return new Recording(
        cell.nodes().stream().map(NodeId::name).toList(),
        cast,
        watch.changes(start).stream()
            .filter(change -> change.at() <= judged.since(start).toNanos())
            .toList(),
        marks(judged),
        List.of(),
        acknowledged(watch.localCommits(), judged),
        acknowledged(watch.vipCommits(), judged),
        beat().toNanos(),
        judged.since(start).toNanos(),
        lost,
        observed.redundant(),
        broken.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", broken)));
  }

  private List<Mark> marks(MonotonicTime judged) {
    return Stream.concat(marks.stream(), Decisions.since(start, cell).stream())
        .filter(mark -> mark.at() <= judged.since(start).toNanos())
        .sorted(Comparator.comparingLong(Mark::at))
        .toList();
  }

  private Duration outage(List<Commit> commits, MonotonicTime judged) {
    List<Commit> within =
        commits.stream().filter(commit -> commit.acknowledged().isBefore(judged)).toList();
    return Outage.longest(within, start, judged);
  }

  private List<Ack> acknowledged(List<Commit> commits, MonotonicTime judged) {
    return commits.stream()
        .filter(commit -> commit.acknowledged().isAtLeast(start))
        .filter(commit -> commit.acknowledged().isBefore(judged))
        .map(commit ->
            new Ack(commit.acknowledged().since(start).toNanos(), commit.where().node().name()))
        .toList();
  }

  private String text(VipProbe.Holder holder) {
    Duration at = holder.since().isBefore(start) ? Duration.ZERO : holder.since().since(start);
    return "%s %s".formatted(Times.text(at), holder.host());
  }

  /** In a cell that came good the primary has the VIP, and nobody else. */
  private Optional<String> vipTrouble(Observed observed, Watch watch) {
    List<String> holders = watch.lastHolders();
    String primary = Scene.of(cell).primary().node().name();
    return observed.redundantAfter().isEmpty() || holders.equals(List.of(primary))
        ? Optional.empty()
        : Optional.of("in the end the VIP is on %s, the primary is %s".formatted(holders, primary));
  }

  /** Acknowledged rows that the primary lacks; -1 and a word about it when nobody could look. */
  private int lost(AcknowledgedRows promised, List<String> broken, Observed observed) {
    try {
      Scene now = Scene.of(cell);
      var rows = Rows.of(now.primary(), cell.client());
      if (observed.redundantAfter().isPresent()) {
        for (Server standby : now.standbys()) {
          awaitReplayed(now, standby);
          if (!Rows.of(standby, cell.client()).equals(rows)) {
            broken.add(
                "the rows on %s and %s differ".formatted(now.primary().node(), standby.node()));
          }
        }
      }
      int missing = promised.missingIn(rows);
      if (scenario.permitsLossOnHosts()) {
        promised.forgetAllBut(rows);
      }
      return missing;
    } catch (SQLException | DrillFailed failed) {
      broken.add("the rows could not be looked for: " + failed.getMessage());
      return -1;
    }
  }

  private static void awaitReplayed(Scene now, Server server) throws SQLException {
    try (Sql primary = now.superuser(now.primary());
        Sql standby = now.superuser(server)) {
      Rows.awaitReplayed(primary, standby, REPLAY_LIMIT);
    }
  }
}
