package dev.regent.simulation.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.base.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A voter that comes back is what its journal says: {@link VoterActor} compares the two whenever it
 * shows a state.
 */
class RecoveryTest {
  private static final List<NodeId> ALL = List.of(Cells.A, Cells.B, Cells.W);

  /** Revoked, granted, promoted. */
  private static final int WRITES = 3;

  private static final int EVENTS = 450;

  @Test
  void aVoterWithManyEventsComesBackFromItsNewestSnapshot() {
    Cluster cluster = Cells.usual(1);
    while (Cells.journal(cluster, Cells.W).highest() < EVENTS) {
      NodeId target = cluster.standby();
      cluster
          .ask(new Command.Switchover(Optional.of(target), false, "test"))
          .expectPrimary(target, Cells.FAILOVER);
      cluster.settle();
    }
    assertThat(Cells.journal(cluster, Cells.W).snapshots()).isNotEmpty();

    ALL.forEach(cluster::killDaemon);
    cluster.runFor(Duration.ofMillis(500));
    ALL.forEach(cluster::startDaemon);

    cluster.settle();
    for (NodeId node : ALL) {
      assertThat(Cells.journal(cluster, node).readBySnapshot()).isGreaterThan(200);
    }
  }

  /** Of the candidate, and of the leader: what it wrote may be on the disk or not. */
  @Test
  void aDaemonMayDieInTheMiddleOfAnyWriteOfAFailover() {
    int kept = 0;
    int runs = 0;
    for (NodeId victim : List.of(Cells.B, Cells.W)) {
      for (int write = 0; write < 2 * WRITES; write++) {
        Cluster cluster = Cells.usual(20 + runs).powerOff(Cells.A);
        awaitWrite(cluster, victim, 1 + write % WRITES);
        long before = Cells.journal(cluster, victim).highest();

        cluster.killDaemon(victim);

        kept += Cells.journal(cluster, victim).highest() > before ? 1 : 0;
        runs++;
        cluster.runFor(Duration.ofMillis(700)).startDaemon(victim);
        cluster.expectPrimary(Cells.B, Duration.ofSeconds(15)).powerOn(Cells.A).settle();
      }
    }
    assertThat(kept).isStrictlyBetween(0, runs);
  }

  /** Stops at a moment in which the node's so-manyeth write from now is under way. */
  private static void awaitWrite(Cluster cluster, NodeId node, int count) {
    StoredJournal journal = Cells.journal(cluster, node);
    long end = cluster.world().now() + 60 * Nanos.SECOND;
    int seen = 0;
    boolean before = true;
    while (seen < count && cluster.world().step(end)) {
      boolean now = journal.isWriting();
      seen += now && !before ? 1 : 0;
      before = now;
    }
    assertThat(journal.isWriting()).isTrue();
  }

  @Test
  void aVoterWhoseWritesFailStartsOverFromItsJournalAndGoesOn() {
    Cluster cluster = Cluster.settled(Cells.settings(3).at(new ActorFidelity(100)));
    NodeId old = cluster.primary();

    cluster.powerOff(old).expectPrimaryOtherThan(old, Duration.ofSeconds(30));
    cluster.powerOn(old).settle();

    assertThat(cluster.world().sim().trace().text(0)).contains("cannot write", "voter is down");
  }

  @Test
  void everyDaemonMayRestartAtOnce() {
    Cluster cluster = Cells.usual(4);

    ALL.forEach(cluster::killDaemon);
    cluster.runFor(Duration.ofMillis(500));
    ALL.forEach(cluster::startDaemon);

    cluster.settle();
  }

  @Test
  void aDaemonThatRestartsQuicklyRenewsTheTokenThatItsGuardKept() {
    Cluster cluster = Cells.usual(5);
    NodeId primary = cluster.primary();

    cluster.killDaemon(primary).runFor(Duration.ofMillis(1_500)).startDaemon(primary).settle();

    assertThat(cluster.primary()).isEqualTo(primary);
    assertThat(cluster.count(LedgerEvent.PrimaryRevoked.class)).isZero();
  }

  @Test
  void aVoterThatLostItsJournalIsAdmittedAgain() {
    Cluster cluster = Cells.usual(6).loseJournal(Cells.W);

    cluster.runFor(Duration.ofSeconds(1)).powerOn(Cells.W).settle();

    assertThat(cluster.count(LedgerEvent.VoterReplaced.class)).isOne();
  }
}
