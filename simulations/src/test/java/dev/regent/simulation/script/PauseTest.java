package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PauseTest {

  private static Cluster paused(long seed) {
    Cluster cluster = Nodes.usual(seed).ask(new Command.Pause("test"));
    return cluster.until(
        "paused", Duration.ofSeconds(2), () -> cluster.state().phase() instanceof Phase.Paused);
  }

  @Test
  void pausedAndResumedThePrimaryServesAllTheTime() {
    Cluster cluster = paused(1);
    cluster.runFor(Duration.ofSeconds(20));
    cluster.expectService(Duration.ofSeconds(1));

    cluster.ask(new Command.Resume("test")).runFor(Duration.ofMillis(300));

    cluster.expectService(Duration.ofSeconds(1));
    cluster.settle();
    assertThat(cluster.count(LedgerEvent.PrimaryGranted.class)).isOne();
  }

  @Test
  void whilePausedNothingTakesOver() {
    Cluster cluster = paused(2);
    NodeId primary = Nodes.A;

    cluster.killPostmaster(primary, false).runFor(Duration.ofSeconds(30));

    assertThat(cluster.count(LedgerEvent.PrimaryGranted.class)).isOne();
    cluster.ask(new Command.Resume("test")).settle();
  }

  @Test
  void everyDaemonMayRestartInAPause() {
    Cluster cluster = paused(3);

    cluster.killDaemon(Nodes.A).killDaemon(Nodes.B).killDaemon(Nodes.W);
    cluster.runFor(Duration.ofSeconds(3));
    cluster.startDaemon(Nodes.A).startDaemon(Nodes.B).startDaemon(Nodes.W);
    cluster.runFor(Duration.ofSeconds(10)).expectService(Duration.ofSeconds(1));

    cluster.ask(new Command.Resume("test")).settle();
  }

  /** H6: nobody but a person can say that the node which was to resume is off. */
  @Test
  void theHolderDiesBetweenPauseAndResume() {
    Cluster cluster = paused(5).powerOff(Nodes.A);
    cluster.ask(new Command.Resume("test")).runFor(Duration.ofSeconds(30));
    assertThat(cluster.state().phase()).isInstanceOf(Phase.Resuming.class);

    cluster.ask(new Command.ConfirmFenced(Nodes.A, "test")).runFor(Duration.ofSeconds(10));
    assertThat(cluster.state().phase()).isInstanceOf(Phase.Revoked.class);
    cluster.ask(new Command.Failover(Optional.of(Nodes.B), true, "test"));

    cluster.expectPrimary(Nodes.B, Duration.ofSeconds(10));
    cluster.powerOn(Nodes.A).settle();
  }

  /** The node that was to resume comes back by itself after it was taken for off. */
  @Test
  void aFencedHolderThatComesBackIsGrantedAgain() {
    Cluster cluster = paused(6).powerOff(Nodes.A);
    cluster.ask(new Command.Resume("test")).runFor(Duration.ofSeconds(5));
    cluster.ask(new Command.ConfirmFenced(Nodes.A, "test")).runFor(Duration.ofSeconds(5));

    cluster.powerOn(Nodes.A).expectPrimary(Nodes.A, Duration.ofSeconds(20));
    cluster.settle();
  }

  /** Trace 30: the holder's guard is another one when the grant of the resume arrives. */
  @Test
  void theHoldersGuardDiesBetweenPauseAndResume() {
    Cluster cluster = paused(4);

    cluster.ask(new Command.Resume("test")).runFor(Duration.ofMillis(1)).killGuard(Nodes.A);
    cluster.runFor(Duration.ofSeconds(3)).startDaemon(Nodes.A);

    cluster.settle();
  }
}
