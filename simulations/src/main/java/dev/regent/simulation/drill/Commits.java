package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a writer's attempts came to. Written by its thread, read by any. */
public final class Commits {
  private final List<Commit> acknowledged = new ArrayList<>();
  private int indeterminate;
  private int refused;

  synchronized void add(Commit commit) {
    acknowledged.add(commit);
  }

  /** Sent, and nobody knows what became of it: promises nothing either way. */
  synchronized void addIndeterminate() {
    indeterminate++;
  }

  /** Surely not written. */
  synchronized void addRefused() {
    refused++;
  }

  public synchronized List<Commit> acknowledged() {
    return List.copyOf(acknowledged);
  }

  public synchronized int indeterminate() {
    return indeterminate;
  }

  public synchronized int refused() {
    return refused;
  }

  synchronized Optional<Commit> last() {
    return acknowledged.isEmpty() ? Optional.empty() : Optional.of(acknowledged.getLast());
  }

  /** How many commits were invoked and acknowledged after an instant, by one node or by any. */
  synchronized long since(MonotonicTime instant, Optional<NodeId> node) {
    return acknowledged.stream()
        .filter(commit -> commit.invoked().isAtLeast(instant))
        .filter(commit -> node.isEmpty() || node.get().equals(commit.where().node()))
        .count();
  }
}
