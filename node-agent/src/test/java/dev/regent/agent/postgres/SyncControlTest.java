package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.SyncRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncControlTest {
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");

  @Test
  void namesAreThoseThatPostgresReads() {
    assertThat(SyncControl.names(SyncRule.NONE)).isEmpty();
    assertThat(SyncControl.names(new SyncRule(1, List.of(C, B)))).isEqualTo("ANY 1 (b, c)");
    assertThat(SyncControl.names(SyncRule.BLOCK)).isEqualTo("ANY 1 (\"_regent_nobody\")");
  }

  @Test
  void aRuleAsksForLessWhenEveryOldConfirmationSatisfiesIt() {
    assertThat(SyncControl.implies(rule(2, B, C), rule(1, B, C))).isTrue();
    assertThat(SyncControl.implies(rule(2, B, C), rule(1, B))).isTrue();
    assertThat(SyncControl.implies(rule(1, B), rule(1, B, C))).isTrue();
    assertThat(SyncControl.implies(SyncRule.BLOCK, rule(2, B, C))).isTrue();
  }

  @Test
  void aRuleAsksForMoreWhenAnOldConfirmationMayNotSatisfyIt() {
    assertThat(SyncControl.implies(rule(1, B, C), rule(2, B, C))).isFalse();
    assertThat(SyncControl.implies(rule(1, B, C), rule(1, B))).isFalse();
    assertThat(SyncControl.implies(SyncRule.NONE, rule(1, B))).isFalse();
    assertThat(SyncControl.implies(rule(1, B), SyncRule.BLOCK)).isFalse();
  }

  private static SyncRule rule(int required, NodeId... standbys) {
    return new SyncRule(required, List.of(standbys));
  }
}
