package dev.regent.protocol;

import java.util.List;

/**
 * What PostgreSQL is told: {@code synchronous_standby_names = 'ANY j (P)'} (S1).
 *
 * <p>{@code j = 0} is asynchronous. {@code j > |P|} cannot be met, so that no commit is
 * acknowledged (S4).
 *
 * @param required j, how many standbys of {@code standbys} confirm a commit
 * @param standbys P, sorted by name
 */
public record SyncRule(int required, List<NodeId> standbys) {
  /** Asynchronous. */
  public static final SyncRule NONE = new SyncRule(0, List.of());

  /** Acknowledges nothing: one confirmation from nobody (S4). */
  public static final SyncRule BLOCK = new SyncRule(1, List.of());

  public SyncRule {
    Invariants.require(required >= 0, "required >= 0");
    standbys = NodeId.sorted(standbys);
  }

  /** Whether no commit can ever be acknowledged under this rule. */
  public boolean isBlocking() {
    return required > standbys.size();
  }
}
