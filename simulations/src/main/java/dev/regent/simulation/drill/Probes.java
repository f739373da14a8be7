package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All writers of one fault: the client that knows all servers and wants one that takes writes, and
 * one that stays at each data node.
 */
public final class Probes implements AutoCloseable {
  private static final Duration CLIENT_BEAT = Duration.ofMillis(20);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int WRITERS_MAX = 10;
  private static final int STEADY_COMMITS = 25;

  private final Writer client;
  private final List<Writer> local = new ArrayList<>();

  private Probes(Places places, int number) {
    int first = number * WRITERS_MAX;
    this.client =
        Writer.start(
            new Writer.Plan(first, CLIENT_BEAT, places.servers()), places.login(), places.client());
    for (Server server : places.servers()) {
      int id = first + local.size() + 1;
      var plan = new Writer.Plan(id, places.localBeat(), List.of(server));
      local.add(Writer.start(plan, places.login(), places.local().apply(server.node())));
    }
  }

  /**
   * Where they write, and from where.
   *
   * @param client makes the client's thread, on its host
   * @param local makes the thread of the one that stays at a node
   * @param localBeat between two rows of that one
   */
  public record Places(
      List<Server> servers,
      Login login,
      ThreadFactory client,
      Function<NodeId, ThreadFactory> local,
      Duration localBeat) {
    public Places {
      servers = List.copyOf(servers);
    }
  }

  /**
   * Starts them, and returns when the client writes steadily.
   *
   * @param number used once in a database's life
   * @throws DrillFailed when it cannot write
   */
  public static Probes start(Places places, int number) {
    Probes probes = new Probes(places, number);
    MonotonicTime begin = Ticks.now();
    if (!Await.holds(START_LIMIT, () -> probes.hasWritten(begin, Optional.empty()))) {
      probes.stop();
      throw new DrillFailed("the client cannot write before the fault");
    }
    return probes;
  }

  public Commits clientCommits() {
    return client.commits();
  }

  /** Whether the client has written through that node, or through any, after an instant. */
  public boolean hasWritten(MonotonicTime after, Optional<NodeId> node) {
    return clientCommits().since(after, node) > STEADY_COMMITS;
  }

  /** Of all writers, as they were acknowledged. */
  public List<Commit> acknowledged() {
    return Stream.concat(Stream.of(client), local.stream())
        .flatMap(writer -> writer.commits().acknowledged().stream())
        .sorted(Comparator.comparing(Commit::acknowledged))
        .toList();
  }

  /** Returns when no further row can arrive. */
  public void stop() {
    client.close();
    local.forEach(Writer::close);
  }

  @Override
  public void close() {
    stop();
  }
}
