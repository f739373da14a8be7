package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonTest {

  @Test
  void aDaemonThatRestartsQuicklyRenewsTheTokenThatItsGuardKept() {
    Cluster cluster = Nodes.usual(1);
    NodeId primary = cluster.primary();

    cluster.killDaemon(primary).runFor(Duration.ofMillis(1_500)).startDaemon(primary).settle();

    assertThat(cluster.primary()).isEqualTo(primary);
    assertThat(cluster.count(LedgerEvent.PrimaryRevoked.class)).isZero();
  }

  @Test
  void aPrimaryWhoseDaemonStaysDeadIsReplaced() {
    Cluster cluster = Nodes.usual(2);
    NodeId old = cluster.primary();

    cluster.killDaemon(old);

    cluster.expectPrimaryOtherThan(old, Nodes.FAILOVER);
    cluster.startDaemon(old).settle();
  }

  @Test
  void aFrozenDaemonDoesNotKeepItsPrimaryWritable() {
    Cluster cluster = Nodes.usual(3);
    NodeId old = cluster.primary();

    cluster.node(old).freezeDaemon(true);

    cluster.expectPrimaryOtherThan(old, Nodes.FAILOVER);
    cluster.node(old).freezeDaemon(false);
    cluster.settle();
  }

  @Test
  void daemonAndGuardKilledTogetherEndTheSession() {
    Cluster cluster = Nodes.usual(4);
    NodeId old = cluster.primary();

    cluster.killGuard(old).runFor(Duration.ofSeconds(2)).startDaemon(old);

    cluster.expectService(Nodes.FAILOVER);
    cluster.settle();
  }

  @Test
  void aDaemonMayDieAtAnyMomentOfAFailoverAtTheCandidate() {
    for (int millis = 0; millis < 5_000; millis += 100) {
      Cluster cluster = Nodes.usual(700 + millis);
      NodeId old = cluster.primary();
      NodeId candidate = cluster.standby();

      cluster.powerOff(old).runFor(Duration.ofMillis(millis)).killDaemon(candidate);
      cluster.runFor(Duration.ofSeconds(1)).startDaemon(candidate);

      cluster.expectPrimary(candidate, Duration.ofSeconds(15)).powerOn(old).settle();
    }
  }

  @Test
  void everyDaemonMayRestartAtOnce() {
    Cluster cluster = Nodes.usual(5);
    NodeId primary = cluster.primary();

    List.of(Nodes.A, Nodes.B, Nodes.W).forEach(cluster::killDaemon);
    cluster.runFor(Duration.ofMillis(500));
    List.of(Nodes.A, Nodes.B, Nodes.W).forEach(cluster::startDaemon);

    cluster.settle();
    assertThat(primary).isNotNull();
  }
}
