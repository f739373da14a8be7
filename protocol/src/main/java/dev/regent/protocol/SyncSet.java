package dev.regent.protocol;

import java.util.List;

/**
 * The ledger's promise (S, k): every acknowledged write is flushed on at least k members of S (S1).
 *
 * <p>k = 0 is "alone": then no standby is promotable.
 */
public record SyncSet(List<NodeId> members, int confirmations) {
  /** k = 0 and nobody in S. */
  public static final SyncSet ALONE = new SyncSet(List.of(), 0);

  public SyncSet {
    members = NodeId.sorted(members);
    Invariants.require(
        confirmations >= 0 && confirmations <= members.size(), "0 <= k <= |S| in " + members);
  }

  public boolean isAlone() {
    return confirmations == 0;
  }

  public boolean contains(NodeId node) {
    return members.contains(node);
  }

  /** The rule that PostgreSQL runs when nothing is planned. */
  public SyncRule rule() {
    return new SyncRule(confirmations, confirmations == 0 ? List.of() : members);
  }

  /** How many members must answer so that one that holds every acknowledged write is among them. */
  public int answersNeeded() {
    return members.size() - confirmations + 1;
  }

  /** S1's condition between ledger and PostgreSQL: k + |P \ S| <= j. */
  public boolean admits(SyncRule rule) {
    long outside = rule.standbys().stream().filter(node -> !members.contains(node)).count();
    return confirmations + outside <= rule.required();
  }
}
