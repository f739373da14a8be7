package dev.regent.simulation.bench.run;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.bench.contender.Contender;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Commit;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.drill.Writer;
import dev.regent.simulation.lab.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A client on a host of its own that knows both servers and wants one that takes writes, and on
 * each data node one that stays there. Each writes a row every 20 ms.
 */
final class Writers implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(20);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int STEADY_COMMITS = 25;
  private static final int WRITERS_MAX = 10;

  private final Writer client;
  private final List<Writer> local = new ArrayList<>();

  private Writers(Stage stage, Contender contender, int number) {
    int first = number * WRITERS_MAX;
    this.client =
        Writer.start(
            new Writer.Plan(first, BEAT, contender.servers()),
            contender.client(),
            stage.clientThreads());
    for (Server server : contender.servers()) {
      var plan = new Writer.Plan(first + 1 + local.size(), BEAT, List.of(server));
      local.add(Writer.start(plan, contender.client(), stage.threads(server.node())));
    }
  }

  /**
   * Starts them; returns when the client writes steadily.
   *
   * @param number used once in a database's life
   */
  static Writers start(Stage stage, Contender contender, int number) {
    Writers writers = new Writers(stage, contender, number);
    MonotonicTime begin = Ticks.now();
    if (!Await.holds(START_LIMIT, () -> writers.writesSince(begin))) {
      writers.close();
      throw new DrillFailed("the client cannot write before the fault");
    }
    return writers;
  }

  /** Whether the client has written steadily after an instant. */
  boolean writesSince(MonotonicTime instant) {
    return clientCommits().stream()
            .filter(commit -> commit.invoked().isAtLeast(instant))
            .limit(STEADY_COMMITS)
            .count()
        == STEADY_COMMITS;
  }

  List<Commit> clientCommits() {
    return client.commits().acknowledged();
  }

  /** Of all writers, as they were acknowledged. */
  List<Commit> allCommits() {
    return Stream.concat(Stream.of(client), local.stream())
        .flatMap(writer -> writer.commits().acknowledged().stream())
        .sorted(Comparator.comparing(Commit::acknowledged))
        .toList();
  }

  /** Returns when no further row can arrive. */
  void stop() {
    client.close();
    local.forEach(Writer::close);
  }

  @Override
  public void close() {
    stop();
  }
}
