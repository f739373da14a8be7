package dev.regent.protocol;

/**
 * A voter: it votes only while the state names its incarnation (L6).
 *
 * @param machine where the journal was created; tells a lost journal on the same machine from a
 *     stranger; no part of the voter's identity
 */
public record Voter(NodeId node, Incarnation incarnation, String machine) {
  /** Whether both are one life of one node's journal. */
  public boolean isSame(Voter other) {
    return node.equals(other.node) && incarnation.equals(other.incarnation);
  }
}
