package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Commits of a test, in milliseconds. */
final class History {
  private final List<Commit> commits = new ArrayList<>();

  static MonotonicTime at(long millis) {
    return MonotonicTime.ZERO.plus(Duration.ofMillis(millis));
  }

  /** A commit of a node on a timeline, sent and acknowledged then. */
  History commit(String node, int timeline, long invoked, long acknowledged) {
    var row = new Commit.Row(1, commits.size());
    var where = new Commit.Reign(new NodeId(node), timeline);
    commits.add(new Commit(row, where, at(invoked), at(acknowledged)));
    return this;
  }

  List<Commit> all() {
    return List.copyOf(commits);
  }
}
