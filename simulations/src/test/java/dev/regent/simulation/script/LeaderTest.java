package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaderTest {

  @Test
  void theLeaderMayDieInEveryPhaseOfAFailover() {
    for (int millis = 0; millis < 5_000; millis += 50) {
      Cluster cluster = Nodes.three(100 + millis);
      NodeId old = cluster.primary();
      cluster.killPostmaster(old, false).runFor(Duration.ofMillis(millis / 10));
      NodeId leader = cluster.world().leader().map(node -> node.id()).orElse(Nodes.A);

      cluster.killDaemon(leader);

      cluster.runFor(Duration.ofSeconds(3)).startDaemon(leader);
      cluster.expectService(Duration.ofSeconds(15));
      cluster.settle();
    }
  }

  @Test
  void theWitnessMayFreezeInEveryPhaseOfAFailoverByPowerLoss() {
    for (int millis = 2_500; millis < 5_000; millis += 50) {
      Cluster cluster = Nodes.usual(200 + millis);
      NodeId old = cluster.primary();

      cluster.powerOff(old).runFor(Duration.ofMillis(millis)).freeze(Nodes.W);
      cluster.runFor(Duration.ofSeconds(4)).wake(Nodes.W);

      cluster.expectPrimaryOtherThan(old, Duration.ofSeconds(15));
      cluster.powerOn(old).settle();
    }
  }

  /** R7: the witness leads, and loses sight of the primary only. */
  @Test
  void aLeaderThatDoesNotReachThePrimaryHandsOver() {
    Cluster cluster = Nodes.usual(3);
    NodeId primary = cluster.primary();
    assertThat(cluster.leader()).isEqualTo(Nodes.W);

    cluster.cutBoth(primary, Nodes.W).runFor(Duration.ofSeconds(12));

    assertThat(cluster.leader()).isNotEqualTo(Nodes.W);
    assertThat(cluster.count(LedgerEvent.PrimaryRevoked.class)).isZero();
    cluster.heal().settle();
  }

  @Test
  void duellingCandidatesEndWithOneLeader() {
    for (long seed = 1; seed <= 20; seed++) {
      Cluster cluster = Nodes.three(seed);
      NodeId leader = cluster.leader();

      cluster.isolate(Nodes.A).isolate(Nodes.B).isolate(Nodes.C).forLonger(cluster.thanElection());
      cluster.heal();

      cluster.until(
          "somebody leads", Duration.ofSeconds(6), () -> cluster.world().leader().isPresent());
      cluster.settle();
      assertThat(leader).isNotNull();
    }
  }

  @Test
  void messagesFromThePastChangeNothing() {
    for (long seed = 1; seed <= 20; seed++) {
      Cluster cluster = Nodes.usual(seed);
      NodeId old = cluster.primary();
      List<NodeId> all = List.of(Nodes.A, Nodes.B, Nodes.W);
      all.forEach(from ->
          all.stream()
              .filter(to -> !to.equals(from))
              .forEach(to -> cluster.world().sim().network().link(from, to).late(15)));

      cluster.killPostmaster(old, false).runFor(Duration.ofSeconds(20)).heal();

      cluster.settle();
    }
  }
}
