package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.simulation.world.postgres.ByHand;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people and disks do to servers. */
class ByHandTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static ByHand hand(Cluster cluster, NodeId node) {
    return new ByHand(cluster.world().server(node));
  }

  @Test
  void whatIsStartedByHandCanOnlyRead() {
    Cluster cluster = Nodes.usual(1);
    NodeId old = cluster.primary();
    cluster.powerOff(old).expectPrimaryOtherThan(old, Duration.ofSeconds(6));
    cluster.powerOn(old).runFor(Duration.ofMillis(1)).killDaemon(old);

    hand(cluster, old).start();
    cluster.runFor(SECOND);

    assertThat(cluster.world().server(old).isInRecovery()).isTrue();
    assertThat(cluster.world().server(old).isWritable()).isFalse();
    cluster.startDaemon(old).settle();
  }

  @Test
  void whatIsPromotedByHandAcknowledgesNothingAndIsEnded() {
    Cluster cluster = Nodes.usual(2);
    NodeId standby = cluster.standby();

    hand(cluster, standby).promote();
    cluster.until("it is writable", SECOND, () -> cluster.world().server(standby).isWritable());
    cluster.until("it is ended", SECOND, () -> !cluster.world().server(standby).isWritable());

    cluster.settle();
  }

  @Test
  void whereNobodyEndsItThatIsFound() {
    Cluster cluster = Nodes.usual(3);
    NodeId standby = cluster.standby();
    cluster.node(standby).guard().orElseThrow().life().freeze(cluster.world().now());

    hand(cluster, standby).promote();

    assertThatThrownBy(() -> cluster.runFor(SECOND.multipliedBy(2))).hasMessageContaining("I1");
  }

  @Test
  void whenClientsTakeEveryConnectionNobodyIsServedAndNothingFailsOver() {
    Cluster cluster = Nodes.usual(4);
    NodeId primary = cluster.primary();

    hand(cluster, primary).crowd(true);
    cluster.runFor(SECOND);
    int before = cluster.world().acknowledged();
    cluster.runFor(Duration.ofSeconds(20));

    assertThat(cluster.world().acknowledged()).isEqualTo(before);
    assertThat(cluster.isServing(primary)).isTrue();
    hand(cluster, primary).crowd(false);
    cluster.settle();
  }

  @Test
  void aStandbyWhoseWalIsGoneIsCopiedAnew() {
    Cluster cluster = Nodes.usual(5);
    NodeId standby = cluster.standby();
    cluster.isolate(standby).runFor(Duration.ofSeconds(8));

    hand(cluster, cluster.primary()).dropOldWal();

    cluster.heal().settle();
  }

  @Test
  void anotherDatabasesDirectoryIsNeverFollowedNorDeleted() {
    Cluster cluster = Nodes.usual(6);
    NodeId standby = cluster.standby();

    hand(cluster, standby).takeForeignData();
    cluster.runFor(Duration.ofSeconds(30));

    assertThat(cluster.world().server(standby).rowsHere().isEmpty()).isTrue();
    cluster.world().server(standby).loseDisk();
    cluster.settle();
  }

  @Test
  void replayThatIsHeldIsLetGoBeforeThePromotion() {
    Cluster cluster = Nodes.usual(7);
    NodeId primary = cluster.primary();
    hand(cluster, cluster.standby()).holdReplay(true);
    cluster.runFor(SECOND.multipliedBy(3));

    cluster.killPostmaster(primary, false);

    cluster.expectPrimaryOtherThan(primary, SECOND.multipliedBy(2));
    cluster.settle();
  }

  @Test
  void whatWaitsForADeadDiskCannotBeKilledAndBlocksTheNextStart() {
    Cluster cluster = Nodes.usual(8);
    NodeId primary = cluster.primary();
    var server = cluster.world().server(primary);

    server.volume().stall();
    cluster.runFor(SECOND).killPostmaster(primary, false).runFor(SECOND);
    assertThat(server.isAnythingLeft()).isTrue();
    assertThat(server.isWritable()).isFalse();

    server.volume().mend();
    cluster.settle();
  }

  @Test
  void aFullDiskEndsTheServerAndEveryStart() {
    Cluster cluster = Nodes.usual(9);
    NodeId primary = cluster.primary();

    cluster.world().server(primary).volume().fill();
    cluster.expectPrimaryOtherThan(primary, SECOND.multipliedBy(2));
    cluster.runFor(SECOND.multipliedBy(20));
    assertThat(cluster.world().server(primary).isInRecovery()).isFalse();

    cluster.world().server(primary).volume().mend();
    cluster.settle();
  }

  @Test
  void aVoterWithoutRoomForItsJournalIsDownAndComesBack() {
    Cluster cluster = Nodes.usual(10);
    NodeId leader = cluster.leader();
    cluster.node(leader).disk().volume().fill();

    cluster.killPostmaster(cluster.primary(), false);
    cluster.until(
        "another leads",
        SECOND.multipliedBy(10),
        () -> cluster.world().leader().filter(it -> !it.id().equals(leader)).isPresent());

    cluster.node(leader).disk().volume().mend();
    cluster.settle();
  }

  @Test
  void anotherMachineVotesOnlyOnceAPersonSaidSo() {
    Cluster cluster = Nodes.usual(11);
    cluster.node(Nodes.W).replaceMachine("another");
    cluster.powerOn(Nodes.W).runFor(SECOND.multipliedBy(15));
    assertThat(cluster.node(Nodes.W).disk().recovered().isVoter()).isFalse();

    cluster.ask(new Command.ConfirmVoterGone(Nodes.W, "a person"));

    cluster.settle();
  }

  @Test
  void aLossThatAPersonAcceptsIsCounted() {
    Cluster cluster = Nodes.usual(12);
    NodeId primary = cluster.primary();
    NodeId standby = cluster.standby();
    cluster.isolate(standby).runFor(SECOND.multipliedBy(8)).powerOff(primary).heal();
    cluster.runFor(SECOND.multipliedBy(10));
    assertThat(cluster.world().server(standby).isWritable()).isFalse();

    cluster.ask(new Command.Failover(Optional.of(standby), true, "a person"));

    cluster.expectPrimary(standby, SECOND.multipliedBy(5));
    assertThat(cluster.lost()).isPositive();
    cluster.powerOn(primary).settle();
  }

  /** A record of its own would hide one of the primary's that ends at the same place. */
  @Test
  void aStandbyThatIsStoppedWritesNothing() {
    Cluster cluster = Nodes.usual(13);
    NodeId standby = cluster.standby();
    hand(cluster, standby).stop();
    cluster.runFor(SECOND.multipliedBy(5)).settle();

    cluster.powerOff(cluster.primary());

    cluster.expectPrimary(standby, Nodes.FAILOVER);
    cluster.requireNothingLost();
  }
}
