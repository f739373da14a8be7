package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverTest {

  @Test
  void theStandbyTakesOverWhenThePrimarysMachineDies() {
    Cluster cluster = Nodes.usual(1);
    NodeId old = cluster.primary();

    cluster.powerOff(old);

    NodeId now = cluster.expectPrimaryOtherThan(old, Nodes.FAILOVER);
    cluster.expectService(Duration.ofSeconds(1));
    assertThat(cluster.state().sync().confirmations()).isZero();
    cluster.powerOn(old).settle();
    assertThat(cluster.primary()).isEqualTo(now);
  }

  @Test
  void aDeadPostmasterIsReplacedWithoutWaitingForSlots() {
    Cluster cluster = Nodes.usual(2);
    NodeId old = cluster.primary();

    cluster.killPostmaster(old, false);

    cluster.expectPrimaryOtherThan(old, Nodes.WITHOUT_SLOTS);
    cluster.settle();
    assertThat(lastRevocation(cluster)).isEqualTo(RevokeReason.POSTGRES_DOWN);
  }

  @Test
  void aBackendThatOutlivesItsPostmasterIsKilledBeforeTheOtherIsGranted() {
    Cluster cluster = Nodes.usual(3);
    NodeId old = cluster.primary();

    cluster.killPostmaster(old, true);

    cluster.expectPrimaryOtherThan(old, Nodes.WITHOUT_SLOTS);
    cluster.settle();
  }

  @Test
  void aFrozenPrimaryWakesUpToADeadToken() {
    Cluster cluster = Nodes.usual(4);
    NodeId old = cluster.primary();

    cluster.freeze(old);

    NodeId now = cluster.expectPrimaryOtherThan(old, Nodes.FAILOVER);
    cluster.runFor(Duration.ofSeconds(5)).wake(old).settle();
    assertThat(cluster.primary()).isEqualTo(now);
  }

  @Test
  void aFreezeShorterThanTheSuspectTimeChangesNothing() {
    Cluster cluster = Nodes.usual(5);
    NodeId old = cluster.primary();

    cluster.freeze(old).runFor(Duration.ofMillis(1_800)).wake(old).settle();

    assertThat(cluster.primary()).isEqualTo(old);
    assertThat(cluster.count(LedgerEvent.PrimaryRevoked.class)).isZero();
  }

  @Test
  void aHungPostgresIsReplaced() {
    Cluster cluster = Nodes.usual(6);
    NodeId old = cluster.primary();

    cluster.node(old).freezePostgres(true);

    cluster.expectPrimaryOtherThan(old, Duration.ofSeconds(12));
    cluster.settle();
  }

  @Test
  void anIsolatedPrimaryFencesItselfBeforeTheOtherOpens() {
    Cluster cluster = Nodes.usual(7);
    NodeId old = cluster.primary();

    cluster.isolate(old).forLonger(cluster.thanLease());

    assertThat(cluster.world().server(old).isWritable()).isFalse();
    cluster.expectPrimaryOtherThan(old, Nodes.FAILOVER);
    cluster.heal().settle();
  }

  @Test
  void theSecondFailureAfterTheFirstIsSurvivedToo() {
    Cluster cluster = Nodes.usual(8);
    NodeId first = cluster.primary();
    NodeId second = cluster.standby();

    cluster.powerOff(first).expectPrimary(second, Nodes.FAILOVER);
    cluster.powerOn(first).settle();
    cluster.powerOff(second).expectPrimary(first, Nodes.FAILOVER);

    cluster.powerOn(second).settle();
  }

  @Test
  void theDeathOfTheLeadersNodeAndThePrimarysTogetherIsOneFailover() {
    Cluster cluster = Nodes.three(9);
    NodeId old = cluster.primary();
    assertThat(cluster.leader()).isEqualTo(old);

    cluster.powerOff(old);

    cluster.expectPrimaryOtherThan(old, Nodes.FAILOVER);
    cluster.powerOn(old).settle();
  }

  @Test
  void theMostAdvancedStandbyIsChosen() {
    Cluster cluster = Nodes.three(10);
    NodeId old = cluster.primary();
    List<NodeId> standbys = cluster.standbys();
    NodeId behind = standbys.getLast();

    cluster.cutBoth(old, behind).runFor(Duration.ofMillis(1_500)).powerOff(old);

    assertThat(cluster.expectPrimaryOtherThan(old, Nodes.FAILOVER)).isEqualTo(standbys.getFirst());
    cluster.heal().powerOn(old).settle();
  }

  private static RevokeReason lastRevocation(Cluster cluster) {
    return cluster.events().stream()
        .filter(LedgerEvent.PrimaryRevoked.class::isInstance)
        .map(event -> ((LedgerEvent.PrimaryRevoked) event).reason())
        .toList()
        .getLast();
  }
}
