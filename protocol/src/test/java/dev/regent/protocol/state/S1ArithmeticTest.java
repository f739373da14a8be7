package dev.regent.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S1, S2: what (S, k) and ANY j (P) promise, over all small sets")
class S1ArithmeticTest {
  private static final List<NodeId> NODES =
      List.of(new NodeId("b"), new NodeId("c"), new NodeId("d"));

  @Test
  @DisplayName(
      "S1: k + |P \\ S| <= j is admitted, and then any j of P hold at least k of S (trace 1)")
  void whatIsAdmittedKeepsThePromise() {
    for (SyncSet promise : promises()) {
      for (List<NodeId> standbys : subsets()) {
        for (int required = 0; required <= standbys.size(); required++) {
          int j = required;
          boolean keeps =
              subsets().stream()
                  .filter(acked -> acked.size() == j && standbys.containsAll(acked))
                  .allMatch(acked ->
                      acked.stream().filter(promise::contains).count() >= promise.confirmations());
          boolean admitted = promise.admits(new SyncRule(required, standbys));
          assertThat(!admitted || keeps).as("%s, ANY %s %s", promise, j, standbys).isTrue();
        }
      }
    }
  }

  @Test
  @DisplayName("S1: the rule of a promise keeps it")
  void theOwnRuleIsAdmitted() {
    assertThat(promises()).allMatch(promise -> promise.admits(promise.rule()));
  }

  @Test
  @DisplayName("S2: of |S| - k + 1 answers one holds every acknowledged write")
  void enoughAnswersMeetEveryConfirmation() {
    for (SyncSet promise : promises()) {
      for (List<NodeId> confirmed : subsets()) {
        for (List<NodeId> answered : subsets()) {
          boolean counts =
              promise.members().containsAll(confirmed)
                  && promise.members().containsAll(answered)
                  && confirmed.size() == promise.confirmations()
                  && answered.size() == promise.answersNeeded();
          assertThat(!counts || answered.stream().anyMatch(confirmed::contains)).isTrue();
        }
      }
    }
  }

  @Test
  @DisplayName("S1: more confirmations than members are no promise")
  void kIsAtMostS() {
    assertThatThrownBy(() -> new SyncSet(NODES, 4))
        .isInstanceOf(Invariants.InvariantViolation.class);
  }

  private static List<SyncSet> promises() {
    List<SyncSet> all = new ArrayList<>();
    for (List<NodeId> members : subsets()) {
      for (int k = 0; k <= members.size(); k++) {
        all.add(new SyncSet(members, k));
      }
    }
    return all;
  }

  private static List<List<NodeId>> subsets() {
    List<List<NodeId>> all = new ArrayList<>();
    for (int mask = 0; mask < 1 << NODES.size(); mask++) {
      List<NodeId> some = new ArrayList<>();
      for (int bit = 0; bit < NODES.size(); bit++) {
        if ((mask & (1 << bit)) != 0) {
          some.add(NODES.get(bit));
        }
      }
      all.add(some);
    }
    return all;
  }
}
