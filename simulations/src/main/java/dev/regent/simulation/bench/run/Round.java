package dev.regent.simulation.bench.run;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.bench.contender.Contender;
import dev.regent.simulation.bench.report.Outcome;
import dev.regent.simulation.drill.AcknowledgedRows;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Commit;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.DualWrites;
import dev.regent.simulation.drill.Outage;
import dev.regent.simulation.drill.Probes;
import dev.regent.simulation.drill.RedundancyWatch;
import dev.regent.simulation.drill.Rows;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.lab.Beat;
import dev.regent.simulation.lab.Stage;
import dev.regent.simulation.lab.Standstill;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One fault on one ready system, from the first row of the writers to the last. The same for every
 * system; only {@link Contender#missing} before the fault is its own word.
 */
final class Round {
  private static final Duration BEAT = Duration.ofMillis(20);
  private static final Duration CALM_LIMIT = Duration.ofMinutes(5);
  private static final Duration SERVICE_LIMIT = Duration.ofMinutes(2);

  /** A copy of the primary may wait as long for a checkpoint that is spread over that time. */
  private static final Duration REDUNDANCY_LIMIT = Duration.ofMinutes(5);

  /** A session that was just killed may still hand out an answer. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private static final int NOT_CHECKED = -1;

  private final Situation situation;
  private final Trouble trouble;
  private final List<String> problems = new ArrayList<>();

  private Round(Situation situation, Trouble trouble) {
    this.situation = situation;
    this.trouble = trouble;
  }

  /** What came of it. */
  record Result(Outcome.Measured measured, List<String> problems) {}

  /**
   * Runs it to its end.
   *
   * @param number used once in a database's life
   * @throws DrillFailed when it could not begin; then nothing was hurt
   */
  static Result run(Stage stage, Contender contender, Trouble trouble, int number) {
    awaitCalm(contender);
    Quiet.await();
    return new Round(Situation.of(stage, contender), trouble).run(number);
  }

  private static void awaitCalm(Contender contender) {
    try (RedundancyWatch watch = RedundancyWatch.start(new Redundancy(contender))) {
      if (watch.await(CALM_LIMIT).isEmpty()) {
        throw new DrillFailed("not redundant before the fault: " + watch.missing());
      }
    }
    if (!Await.holds(CALM_LIMIT, () -> contender.missing().isEmpty())) {
      throw new DrillFailed("not ready before the fault: " + contender.missing().orElse(""));
    }
  }

  private Result run(int number) {
    Trouble.Ready ready = prepare();
    Standstill standstill = new Standstill();
    try (Probes probes = startProbes(ready, number);
        Beat _ = Beat.start("standstill", Standstill.BEAT, Thread::new, standstill);
        RedundancyWatch watch = RedundancyWatch.start(new Redundancy(situation.contender()))) {
      MonotonicTime struck = Ticks.now();
      strike(ready, probes, struck);
      Optional<MonotonicTime> redundant = watch.await(REDUNDANCY_LIMIT);
      if (redundant.isEmpty()) {
        problems.add("not redundant again: " + watch.missing());
      }
      Span span = new Span(struck, Ticks.now());
      probes.stop();
      return result(probes, span, redundant, standstill.longest());
    }
  }

  private Trouble.Ready prepare() {
    try {
      return trouble.preparation().of(situation);
    } catch (SQLException failed) {
      throw new DrillFailed("cannot prepare %s: %s".formatted(trouble.name(), failed), failed);
    }
  }

  /** Each writes a row every 20 ms. */
  private Probes.Places places() {
    Stage stage = situation.stage();
    Contender contender = situation.contender();
    return new Probes.Places(
        contender.servers(), contender.client(), stage.clientThreads(), stage::threads, BEAT);
  }

  private Probes startProbes(Trouble.Ready ready, int number) {
    try {
      return Probes.start(places(), number);
    } catch (DrillFailed failed) {
      heal(ready);
      throw failed;
    }
  }

  private void strike(Trouble.Ready ready, Probes probes, MonotonicTime struck) {
    try {
      ready.strike();
      boolean isLasting = !trouble.lasts().isZero();
      Duration least = isLasting ? trouble.lasts() : SETTLED;
      Await.holds(least, () -> Ticks.now().isAtLeast(struck.plus(least)));
      if (!isLasting) {
        awaitWrites(probes);
      }
    } catch (SQLException | DrillFailed failed) {
      problems.add(failed.getMessage());
    }
    heal(ready);
    awaitWrites(probes);
  }

  private void awaitWrites(Probes probes) {
    MonotonicTime since = Ticks.now();
    if (!Await.holds(SERVICE_LIMIT, () -> probes.hasWritten(since, Optional.empty()))) {
      problems.add("the client could not write for %d s".formatted(SERVICE_LIMIT.toSeconds()));
    }
  }

  private void heal(Trouble.Ready ready) {
    try {
      ready.heal();
    } catch (SQLException | DrillFailed failed) {
      problems.add("healing: " + failed.getMessage());
    }
  }

  private record Span(MonotonicTime struck, MonotonicTime end) {}

  private Result result(
      Probes probes, Span span, Optional<MonotonicTime> redundant, Duration standstill) {
    List<Commit> all = probes.acknowledged();
    List<Server> primaries = Situation.primaries(situation.contender());
    if (primaries.size() != 1) {
      problems.add("%d servers are primaries at the end".formatted(primaries.size()));
    }
    Outcome.Measured measured =
        new Outcome.Measured(
            Outage.longest(probes.clientCommits().acknowledged(), span.struck(), span.end())
                .toMillis(),
            DualWrites.proven(all).toMillis(),
            primaries.stream().findFirst().map(primary -> lost(primary, all)).orElse(NOT_CHECKED),
            all.size(),
            redundant.map(since -> Math.max(0, since.since(span.struck()).toMillis())),
            situation.primaryNode().name(),
            primaries.stream().findFirst().map(server -> server.node().name()).orElse("none"),
            standstill.toMillis());
    return new Result(measured, problems);
  }

  private int lost(Server primary, List<Commit> all) {
    AcknowledgedRows promised = new AcknowledgedRows();
    promised.add(all);
    try {
      return promised.missingIn(Rows.of(primary, situation.contender().client()));
    } catch (SQLException failed) {
      problems.add("the rows could not be looked for: " + failed.getMessage());
      return NOT_CHECKED;
    }
  }
}
