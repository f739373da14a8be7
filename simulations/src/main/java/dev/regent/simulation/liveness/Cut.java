package dev.regent.simulation.liveness;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.script.Cluster;
import java.util.ArrayList;
import java.util.List;

/**
 * Directions of a network of three nodes that carry nothing any more.
 *
 * @param name as people would say it
 * @param third whose links all still work, or one of two such
 */
public record Cut(String name, List<Direction> directions, NodeId third) {

  /** One way between two nodes. */
  public record Direction(NodeId from, NodeId to) {}

  /** Every one that leaves some two nodes able to talk: 3 pairs, 6 directions, 3 deaf, 3 mute. */
  public static List<Cut> all(List<NodeId> nodes) {
    List<Cut> all = new ArrayList<>();
    for (NodeId one : nodes) {
      for (NodeId other : nodes) {
        if (one.compareTo(other) < 0) {
          all.add(
              new Cut(
                  one + " | " + other,
                  List.of(new Direction(one, other), new Direction(other, one)),
                  third(nodes, one, other)));
        }
        if (!one.equals(other)) {
          all.add(
              new Cut(
                  one + " -/> " + other,
                  List.of(new Direction(one, other)),
                  third(nodes, one, other)));
        }
      }
    }
    nodes.forEach(node -> all.addAll(List.of(deaf(node, nodes), mute(node, nodes))));
    return List.copyOf(all);
  }

  private static Cut deaf(NodeId node, List<NodeId> nodes) {
    List<NodeId> others = others(node, nodes);
    return new Cut(
        node + " deaf",
        others.stream().map(other -> new Direction(other, node)).toList(),
        others.getFirst());
  }

  private static Cut mute(NodeId node, List<NodeId> nodes) {
    List<NodeId> others = others(node, nodes);
    return new Cut(
        node + " mute",
        others.stream().map(other -> new Direction(node, other)).toList(),
        others.getFirst());
  }

  private static List<NodeId> others(NodeId node, List<NodeId> nodes) {
    return nodes.stream().filter(other -> !other.equals(node)).toList();
  }

  private static NodeId third(List<NodeId> nodes, NodeId one, NodeId other) {
    return others(other, others(one, nodes)).getFirst();
  }

  void make(Cluster cluster) {
    directions.forEach(direction -> cluster.cut(direction.from(), direction.to()));
  }
}
