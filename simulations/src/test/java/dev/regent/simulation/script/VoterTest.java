package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoterTest {

  @Test
  void aVoterWithoutItsJournalLearnsAndIsReplaced() {
    for (NodeId node : List.of(Nodes.A, Nodes.B, Nodes.W)) {
      Cluster cluster = Nodes.usual(1);

      cluster.loseJournal(node).runFor(Duration.ofSeconds(2)).powerOn(node);

      cluster.runFor(Duration.ofSeconds(1)).settle();
      assertThat(cluster.count(LedgerEvent.VoterReplaced.class)).isOne();
      assertThat(cluster.node(node).disk().recovered().isVoter()).isTrue();
    }
  }

  @Test
  void journalsAreLostOneAfterTheOther() {
    Cluster cluster = Nodes.usual(2);
    for (NodeId node : List.of(Nodes.W, Nodes.B, Nodes.A)) {
      cluster.loseJournal(node).runFor(Duration.ofMillis(300)).powerOn(node);
      cluster.runFor(Duration.ofSeconds(1)).settle();
    }
    assertThat(cluster.count(LedgerEvent.VoterReplaced.class)).isEqualTo(3);
  }

  @Test
  void aLearnerAndOneVoterAreNoMajority() {
    Cluster cluster = Nodes.usual(3);
    NodeId primary = cluster.primary();

    cluster.powerOff(cluster.standby()).runFor(Duration.ofMillis(100));
    cluster.loseJournal(Nodes.W).powerOn(Nodes.W).runFor(Duration.ofSeconds(20));

    assertThat(cluster.world().server(primary).isWritable()).isFalse();
    cluster.powerOn(Nodes.A).powerOn(Nodes.B).settle();
  }
}
