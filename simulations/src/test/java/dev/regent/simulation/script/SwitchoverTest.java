package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchoverTest {
  private static final Duration QUICK = Duration.ofSeconds(3);

  private static Command.Switchover to(NodeId target) {
    return new Command.Switchover(Optional.of(target), false, "test");
  }

  @Test
  void thePrimaryMovesToTheTargetAndTheOldOneFollows() {
    Cluster cluster = Nodes.usual(1);
    NodeId target = cluster.standby();

    cluster.ask(to(target)).expectPrimary(target, QUICK).settle();

    assertThat(cluster.count(LedgerEvent.PrimaryRevoked.class)).isOne();
  }

  @Test
  void itCanBeDoneBackAndForth() {
    Cluster cluster = Nodes.usual(2);
    for (int i = 0; i < 4; i++) {
      NodeId target = cluster.standby();
      cluster.ask(to(target)).expectPrimary(target, QUICK).settle();
    }
  }

  @Test
  void aFrozenTargetAbortsIt() {
    Cluster cluster = Nodes.usual(3);
    NodeId old = cluster.primary();
    NodeId target = cluster.standby();

    cluster.ask(to(target)).runFor(Duration.ofMillis(30)).freeze(target);

    cluster.runFor(Duration.ofSeconds(30)).wake(target).settle();
    assertThat(cluster.state().phase()).isInstanceOf(Phase.Primary.class);
    assertThat(old).isNotNull();
  }

  @Test
  void thePrimarysMachineDiesInTheMiddle() {
    for (int millis = 0; millis < 600; millis += 20) {
      Cluster cluster = Nodes.usual(400 + millis);
      NodeId old = cluster.primary();
      NodeId target = cluster.standby();

      cluster.ask(to(target)).runFor(Duration.ofMillis(millis)).powerOff(old);

      cluster.expectPrimary(target, Nodes.FAILOVER).powerOn(old).settle();
    }
  }

  /** Once the target is promoted it may have acknowledged rows alone: then it is waited for. */
  @Test
  void theTargetsMachineDiesInTheMiddle() {
    for (int millis = 0; millis < 600; millis += 20) {
      Cluster cluster = Nodes.usual(500 + millis);
      NodeId target = cluster.standby();

      cluster.ask(to(target)).runFor(Duration.ofMillis(millis)).powerOff(target);

      cluster.runFor(Duration.ofSeconds(12)).powerOn(target).settle();
    }
  }

  @Test
  void theLeaderDiesInTheMiddle() {
    for (int millis = 0; millis < 600; millis += 20) {
      Cluster cluster = Nodes.usual(600 + millis);
      NodeId target = cluster.standby();

      cluster.ask(to(target)).runFor(Duration.ofMillis(millis)).powerOff(Nodes.W);

      cluster.expectService(Duration.ofSeconds(30));
      cluster.powerOn(Nodes.W).settle();
    }
  }
}
