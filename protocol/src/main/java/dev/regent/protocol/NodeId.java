package dev.regent.protocol;

/** The configured name of a node; also its PostgreSQL {@code application_name}. */
public record NodeId(String name) implements Comparable<NodeId> {
  public NodeId {
    Invariants.require(
        name.matches("[a-z][a-z0-9_]{0,39}"), "node name [a-z][a-z0-9_]{0,39}, got: " + name);
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
