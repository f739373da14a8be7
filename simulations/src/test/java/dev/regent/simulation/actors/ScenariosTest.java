package dev.regent.simulation.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.script.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The faults of the documents (D000 to D004), with every invariant, on the shipped actors. */
class ScenariosTest {
  private static final Duration LONG = Duration.ofSeconds(15);

  @Test
  void threeEmptyNodesBecomeAPrimaryWithARedundantStandby() {
    Cluster cluster = Cells.usual(1);

    assertThat(cluster.primary()).isEqualTo(Cells.A);
    assertThat(cluster.state().sync().members()).isEqualTo(List.of(Cells.B));
    assertThat(cluster.count(LedgerEvent.PrimaryGranted.class)).isOne();
  }

  /** I12, with timers that come up to a tick late. */
  @Test
  void withoutFaultsNothingChanges() {
    Cluster cluster = Cells.usual(2);
    int before = cluster.events().size();

    cluster.runFor(Duration.ofMinutes(3));

    assertThat(cluster.events()).hasSize(before);
  }

  /** D002-power-off, D002-second-failure. */
  @Test
  void thePrimarysMachineLosesPowerAndLaterTheOtherDoesToo() {
    Cluster cluster = Cells.usual(3);
    NodeId first = cluster.primary();
    NodeId second = cluster.standby();

    cluster.powerOff(first).expectPrimary(second, Cells.FAILOVER);
    cluster.powerOn(first).settle();
    cluster.powerOff(second).expectPrimary(first, Cells.FAILOVER);

    cluster.powerOn(second).settle();
  }

  /** D000-nic-down, D000-nopreempt-return. */
  @Test
  void aPrimaryThatIsCutOffFencesItselfAndComesBackAsAStandby() {
    Cluster cluster = Cells.usual(4);
    NodeId old = cluster.primary();

    cluster.isolate(old).forLonger(cluster.thanLease());

    assertThat(cluster.world().server(old).isWritable()).isFalse();
    NodeId now = cluster.expectPrimaryOtherThan(old, Cells.FAILOVER);
    cluster.heal().settle();
    assertThat(cluster.primary()).isEqualTo(now);
  }

  /** D001-firewall-drops-vrrp. */
  @Test
  void onlyWhatThePrimarySaysIsLost() {
    Cluster cluster = Cells.usual(5);
    NodeId old = cluster.primary();

    cluster.cut(old, cluster.standby()).cut(old, Cells.W);

    cluster.expectPrimaryOtherThan(old, Cells.FAILOVER);
    cluster.runFor(LONG).heal().settle();
  }

  /** D001-arbiter-fails. */
  @Test
  void theWitnessFailsFirstAndThenThePrimary() {
    Cluster cluster = Cells.usual(6);
    NodeId primary = cluster.primary();

    cluster.powerOff(Cells.W).runFor(LONG).expectPrimary(primary, Duration.ZERO);
    cluster.powerOff(primary).runFor(LONG).powerOn(Cells.W);

    cluster.expectPrimaryOtherThan(primary, LONG);
    cluster.powerOn(primary).settle();
  }

  /** D001-keepalived-dies-alone. */
  @Test
  void thePrimarysDaemonDiesAlone() {
    Cluster cluster = Cells.usual(7);
    NodeId old = cluster.primary();

    cluster.killDaemon(old);

    cluster.expectPrimaryOtherThan(old, Cells.FAILOVER);
    cluster.startDaemon(old).settle();
  }

  /** D004-leader-daemon-frozen: it wakes up with a full mailbox, and timers long due. */
  @Test
  void thePrimarysDaemonIsFrozen() {
    Cluster cluster = Cells.usual(8);
    NodeId old = cluster.primary();

    cluster.node(old).freezeDaemon(true);

    cluster.expectPrimaryOtherThan(old, Cells.FAILOVER);
    cluster.runFor(LONG).node(old).freezeDaemon(false);
    cluster.settle();
  }

  /** D002-process-killed, D003-any-postgres-process. */
  @Test
  void thePostmasterIsKilledAndABackendOutlivesIt() {
    Cluster cluster = Cells.usual(9);
    NodeId old = cluster.primary();

    cluster.killPostmaster(old, true);

    cluster.expectPrimaryOtherThan(old, Duration.ofSeconds(2));
    cluster.settle();
  }

  /** The daemon ends with its guard; the next one begins a session. */
  @Test
  void daemonAndGuardDieTogether() {
    Cluster cluster = Cells.usual(10);
    NodeId old = cluster.primary();

    cluster.killGuard(old).runFor(Duration.ofSeconds(2)).startDaemon(old);

    cluster.expectService(Cells.FAILOVER);
    cluster.settle();
  }

  /** D001-both-restart. */
  @Test
  void powerReturnsToAllAtOnce() {
    Cluster cluster = Cells.usual(11);
    List<NodeId> all = List.of(Cells.A, Cells.B, Cells.W);

    all.forEach(cluster::powerOff);
    cluster.runFor(LONG);
    all.forEach(cluster::powerOn);

    cluster.settle();
  }

  /** D003-standby-lost. */
  @Test
  void theOnlyStandbyIsLostAndThePrimaryGoesOnAlone() {
    Cluster cluster = Cells.usual(12);
    NodeId primary = cluster.primary();

    cluster.powerOff(cluster.standby()).runFor(LONG).expectService(Duration.ofSeconds(1));

    assertThat(cluster.primary()).isEqualTo(primary);
    cluster.powerOn(Cells.B).settle();
  }

  /** D004-switchover. */
  @Test
  void aSwitchoverThereAndBack() {
    Cluster cluster = Cells.usual(13);
    for (int i = 0; i < 2; i++) {
      NodeId target = cluster.standby();
      cluster
          .ask(new Command.Switchover(Optional.of(target), false, "test"))
          .expectPrimary(target, Duration.ofSeconds(3))
          .settle();
    }
  }

  /** H6: the guard answers a pause only when its flag is on disk, and the actor waits for it. */
  @Test
  void everyDaemonRestartsInAPause() {
    Cluster cluster = Cells.usual(14).ask(new Command.Pause("test"));
    cluster.until(
        "paused", Duration.ofSeconds(2), () -> cluster.state().phase() instanceof Phase.Paused);
    List<NodeId> all = List.of(Cells.A, Cells.B, Cells.W);

    all.forEach(cluster::killDaemon);
    cluster.runFor(Duration.ofSeconds(3));
    all.forEach(cluster::startDaemon);
    cluster.runFor(LONG).expectService(Duration.ofSeconds(1));

    cluster.ask(new Command.Resume("test")).settle();
  }
}
