package dev.regent.simulation.lab;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.demo.DemoCell;
import dev.regent.simulation.demo.Screen;
import dev.regent.simulation.drill.AcknowledgedRows;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Commit;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.DualWrites;
import dev.regent.simulation.drill.Networks;
import dev.regent.simulation.drill.RedundancyWatch;
import dev.regent.simulation.drill.Rows;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Sql;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.drill.Writer;
import dev.regent.simulation.history.HistoryCheck;
import dev.regent.simulation.history.Operation;
import dev.regent.simulation.history.Violation;
import dev.regent.simulation.world.base.SplitMix;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Faults at random on real hosts for a while, under the list workload and writers that stay at each
 * node; then everything is put right, must come good, and the history is checked.
 */
final class Torture {
  private static final int CLIENTS = 4;
  private static final int WRITERS = 1_000;
  private static final Duration BEAT = Duration.ofMillis(40);
  private static final Duration CALM_LIMIT = Duration.ofMinutes(3);

  private final Lab lab;
  private final DemoCell cell;
  private final Screen screen;
  private final Hands hands;
  private final Nemesis nemesis;
  private final List<AppendClient> clients = new ArrayList<>();
  private final List<Beat> beats = new ArrayList<>();
  private final List<Writer> local = new ArrayList<>();
  private int episodes;

  private Torture(Lab lab, long seed, Screen screen) {
    this.lab = lab;
    this.cell = lab.cell();
    this.screen = screen;
    this.hands = new Hands(cell, lab.network(), screen::say);
    this.nemesis = new Nemesis(seed, lab.shape());
    SplitMix chance = new SplitMix(~seed);
    for (int id = 1; id <= CLIENTS; id++) {
      clients.add(new AppendClient(id, cell.servers(), cell.client(), chance.fork()));
    }
  }

  /** Runs it; prints what it does and finds; gives an exit code. */
  static int run(Lab lab, long seed, Duration length, Screen screen) {
    Torture torture = new Torture(lab, seed, screen);
    List<String> problems = torture.run(length);
    problems.forEach(problem -> screen.print("NOT " + problem + "\n"));
    if (!problems.isEmpty()) {
      lab.keepFiles();
      screen.say("the files are kept; logs: %s/*/log/".formatted(lab.cell().plan().root()));
    }
    return problems.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private List<String> run(Duration length) {
    RedundancyWatch.awaitCalm(cell, CALM_LIMIT);
    makeTable();
    start();
    List<String> problems = new ArrayList<>();
    try {
      MonotonicTime end = Ticks.now().plus(length);
      while (Ticks.now().isBefore(end)) {
        play(nemesis.next());
      }
      RedundancyWatch.awaitCalm(cell, CALM_LIMIT);
    } catch (DrillFailed failed) {
      problems.add(failed.what());
    } finally {
      hands.mend();
      stop();
    }
    problems.addAll(judge());
    return problems;
  }

  private void makeTable() {
    Scene scene = Scene.of(cell);
    try (Sql sql = scene.client(scene.primary())) {
      sql.run(AppendClient.TABLE);
    } catch (SQLException failed) {
      throw new DrillFailed("cannot make the table of lists: " + failed.getMessage(), failed);
    }
  }

  private void start() {
    for (int i = 0; i < clients.size(); i++) {
      String host = i % 2 == 0 ? Topology.CLIENT_BY_VIP : Topology.CLIENT_BY_HOSTS;
      var threads = Networks.threads(lab.network().topology().namespace(host));
      beats.add(Beat.start("append-" + i, BEAT, threads, clients.get(i)));
    }
    cell.servers()
        .forEach(server ->
            local.add(
                Writer.start(
                    new Writer.Plan(WRITERS + local.size(), BEAT, List.of(server)),
                    cell.client(),
                    cell.threadsOn(server.node()))));
  }

  private void stop() {
    beats.forEach(Beat::close);
    clients.forEach(AppendClient::drop);
    local.forEach(Writer::close);
  }

  private void play(Nemesis.Episode episode) {
    episodes++;
    for (Nemesis.Act act : episode.acts()) {
      Await.pass(act.after());
      screen.say("%d: %s".formatted(episodes, act.deed()));
      try {
        hands.perform(act.deed());
      } catch (DrillFailed nothingThere) {
        screen.say("%d: not done: %s".formatted(episodes, nothingThere.what()));
      }
    }
    Await.pass(episode.lasting());
    hands.mend();
    episode.rest().ifPresentOrElse(Await::pass, () -> RedundancyWatch.awaitCalm(cell, CALM_LIMIT));
  }

  private List<String> judge() {
    List<Operation> history =
        clients.stream().flatMap(client -> client.history().stream()).toList();
    List<Commit> commits =
        local.stream().flatMap(writer -> writer.commits().acknowledged().stream()).toList();
    AcknowledgedRows promised = new AcknowledgedRows();
    promised.add(commits);
    List<String> problems = new ArrayList<>();
    Duration dual = DualWrites.proven(commits);
    if (!dual.isZero()) {
      problems.add("two nodes acknowledged commits at once for " + dual.toMillis() + " ms");
    }
    try {
      Scene scene = Scene.of(cell);
      int lost = promised.missingIn(Rows.of(scene.primary(), cell.client()));
      if (lost > 0) {
        problems.add(lost + " acknowledged rows are missing");
      }
      HistoryCheck.check(history, AppendClient.lists(scene.primary(), cell.client())).stream()
          .map(Violation::text)
          .forEach(problems::add);
    } catch (SQLException | DrillFailed failed) {
      problems.add("rows and lists could not be read: " + failed.getMessage());
    }
    screen.print(
        "%d episodes; %d appends and reads, %d acknowledged, %d unknown; %d violations%n"
            .formatted(
                episodes,
                history.size(),
                results(history, Operation.Done.class),
                results(history, Operation.Unknown.class),
                problems.size()));
    return problems;
  }

  private static long results(List<Operation> history, Class<? extends Operation.Result> kind) {
    return history.stream().filter(it -> kind.isInstance(it.result())).count();
  }
}
