package dev.regent.simulation.search;

import dev.regent.protocol.MonotonicTime;
import java.util.List;
import java.util.Optional;

/**
 * What must hold of the data nodes in every state.
 *
 * <ol>
 *   <li>At most one holds a live lease by its own clock (V1, V5).
 *   <li>At most one PostgreSQL is writable (I1).
 *   <li>A writable PostgreSQL has an armed guard that kills in time, unless it is paused (I11, H3).
 * </ol>
 */
final class LeaseChecks {
  private LeaseChecks() {}

  static Optional<String> violation(List<DataNode> nodes, MonotonicTime now) {
    List<DataNode> writable = nodes.stream().filter(DataNode::isWritable).toList();
    if (writable.size() > 1) {
      return Optional.of("I1: two writable PostgreSQL: " + names(writable));
    }
    List<DataNode> holders = nodes.stream().filter(node -> node.holds(now)).toList();
    if (holders.size() > 1) {
      return Optional.of("V1: two hold a live lease: " + names(holders));
    }
    return writable.stream()
        .filter(node -> !isGuarded(node, now))
        .findFirst()
        .map(node -> "I11: writable past its lease: " + names(List.of(node)));
  }

  private static boolean isGuarded(DataNode node, MonotonicTime now) {
    return node.guard().paused() || node.killedBy().filter(now::isBefore).isPresent();
  }

  private static List<String> names(List<DataNode> nodes) {
    return nodes.stream()
        .map(node -> node.agent().setup().self() + " token=" + node.agent().lease().token())
        .toList();
  }
}
