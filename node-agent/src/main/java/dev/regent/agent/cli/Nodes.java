package dev.regent.agent.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the nodes one after the other until one gives a good answer; remembers who did, so that a
 * dead node is not waited for twice.
 */
final class Nodes {
  static final String BASE = "/api/v1/databases";

  private final List<URI> order;
  private final List<String> failures = new ArrayList<>();

  Nodes(List<URI> order) {
    this.order = new ArrayList<>(order);
  }

  /** What was read, and whether the node that said it is part of a majority. */
  record Read(String body, Json json, boolean quorum) {}

  /** Prefers a node with a majority; empty when none answered: see {@link #failures}. */
  Optional<Read> read(String path) {
    failures.clear();
    Optional<Read> minority = Optional.empty();
    for (URI node : List.copyOf(order)) {
      Optional<Read> answer = read(node, path);
      if (answer.filter(Read::quorum).isPresent()) {
        prefer(node);
        return answer;
      }
      minority = minority.or(() -> answer);
    }
    return minority;
  }

  /** What each node says for itself; who gave no answer is in {@link #failures}. */
  List<Read> readAll(String path) {
    failures.clear();
    return List.copyOf(order).stream().flatMap(node -> read(node, path).stream()).toList();
  }

  private Optional<Read> read(URI node, String path) {
    Reply reply = Http.get(node, path);
    if (reply instanceof Reply.Answered answered && answered.code() == 200) {
      Optional<Json> json = Json.parse(answered.body());
      if (json.isPresent()) {
        return Optional.of(new Read(answered.body(), json.get(), hasQuorum(json.get())));
      }
    }
    failures.add(failure(reply));
    return Optional.empty();
  }

  /** The list of databases has a quorum for each of them. */
  private static boolean hasQuorum(Json json) {
    List<Json> databases = json.objects("databases");
    return json.is("quorum")
        || (!databases.isEmpty() && databases.stream().allMatch(one -> one.is("quorum")));
  }

  /**
   * Gives a command to the first node that can take it. Goes on to the next one only when nothing
   * was done: the node was not reached, or it knows no majority.
   */
  Reply command(String path, String json) {
    failures.clear();
    Optional<Reply> last = Optional.empty();
    for (URI node : List.copyOf(order)) {
      Reply reply = Http.post(node, path, json);
      if (!isUndone(reply)) {
        prefer(node);
        return reply;
      }
      failures.add(failure(reply));
      boolean better = reply instanceof Reply.Answered || last.isEmpty();
      last = better ? Optional.of(reply) : last;
    }
    return last.orElseThrow();
  }

  private static boolean isUndone(Reply reply) {
    return switch (reply) {
      case Reply.Unreachable unreachable -> true;
      case Reply.Silent silent -> false;
      case Reply.Answered answered ->
          answered.code() == 503 && List.of("no-quorum", "down").contains(answered.error());
    };
  }

  /** Why each node gave no good answer the last time. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void prefer(URI node) {
    order.remove(node);
    order.addFirst(node);
  }

  private static String failure(Reply reply) {
    return switch (reply) {
      case Reply.Unreachable(var node, var why) -> "%s: %s".formatted(node, why);
      case Reply.Silent(var node, var why) -> "%s: no answer: %s".formatted(node, why);
      case Reply.Answered answered ->
          "%s: HTTP %d: %s".formatted(answered.node(), answered.code(), answered.message());
    };
  }
}
