package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All writers of one drill: the client that moves, and one that stays at each data node. */
final class Probes implements AutoCloseable {
  private static final Duration CLIENT_BEAT = Duration.ofMillis(20);
  private static final Duration LOCAL_BEAT = Duration.ofMillis(50);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int WRITERS_MAX = 10;
  private static final int STEADY_COMMITS = 25;

  private final Writer client;
  private final List<Writer> local = new ArrayList<>();

  private Probes(DrilledCell cell, int drill) {
    int first = drill * WRITERS_MAX;
    this.client = Writer.start(new Writer.Plan(first, CLIENT_BEAT, cell.servers()), cell.client());
    for (Server server : cell.servers()) {
      int id = first + local.size() + 1;
      var plan = new Writer.Plan(id, LOCAL_BEAT, List.of(server));
      local.add(Writer.start(plan, cell.client(), cell.threadsOn(server.node())));
    }
  }

  /**
   * Starts them, and returns when the client writes steadily.
   *
   * @param drill a number that is used once in a database's life
   */
  static Probes start(DrilledCell cell, int drill) {
    Probes probes = new Probes(cell, drill);
    MonotonicTime begin = Ticks.now();
    if (!Await.holds(
        START_LIMIT,
        () -> probes.clientCommits().since(begin, Optional.empty()) > STEADY_COMMITS)) {
      probes.stop();
      throw new DrillFailed("the client cannot write before the fault");
    }
    return probes;
  }

  Commits clientCommits() {
    return client.commits();
  }

  /** Whether the client has written through that node, or through any, after an instant. */
  boolean hasWritten(MonotonicTime after, Optional<NodeId> node) {
    return clientCommits().since(after, node) > STEADY_COMMITS;
  }

  /** Of all writers, as they were acknowledged. */
  List<Commit> acknowledged() {
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
