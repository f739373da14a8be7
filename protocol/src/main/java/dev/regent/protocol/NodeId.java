package dev.regent.protocol;

import java.util.List;
import java.util.regex.Pattern;

/** The configured name of a node; also its PostgreSQL {@code application_name}. */
public record NodeId(String name) implements Comparable<NodeId> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  public NodeId {
    Invariants.requireForm(NAME, name, "node name");
  }

  /** These nodes by name, each once. */
  static List<NodeId> sorted(List<NodeId> nodes) {
    for (int i = 1; i < nodes.size(); i++) {
      if (nodes.get(i - 1).compareTo(nodes.get(i)) >= 0) {
        return nodes.stream().sorted().distinct().toList();
      }
    }
    return List.copyOf(nodes);
  }

  @Override
  public int compareTo(NodeId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
