package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandbyTest {

  @Test
  void thePrimaryGoesOnAloneAndTheStandbyJoinsAgain() {
    Cluster cluster = Nodes.usual(1);
    NodeId standby = cluster.standby();

    cluster.powerOff(standby).runFor(Duration.ofMillis(700));

    cluster.expectService(Duration.ofSeconds(5));
    assertThat(cluster.state().sync().isAlone()).isTrue();
    cluster.powerOn(standby).settle();
    assertThat(cluster.state().sync().confirmations()).isOne();
  }

  @Test
  void aFrozenStandbyStallsWritesNoLongerThanTheLease() {
    Cluster cluster = Nodes.usual(2);
    NodeId standby = cluster.standby();

    cluster.freeze(standby).runFor(Duration.ofMillis(500));

    cluster.expectService(Duration.ofSeconds(6));
    cluster.wake(standby).settle();
  }

  @Test
  void inProtectionModeWritesWaitForTheStandby() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(3).in(ProtectionMode.PROTECTION));
    NodeId standby = cluster.standby();

    cluster.powerOff(standby).runFor(Duration.ofSeconds(2));
    int before = cluster.world().acknowledged();
    cluster.runFor(Duration.ofSeconds(10));

    assertThat(cluster.world().acknowledged()).isEqualTo(before);
    cluster.powerOn(standby).settle();
  }

  /** Alone, rows are acknowledged that the standby lacks: it must never be promoted. */
  @Test
  void aStandbyThatWasLeftBehindIsNotPromoted() {
    Cluster cluster = Nodes.usual(4);
    NodeId primary = cluster.primary();
    NodeId standby = cluster.standby();

    cluster.isolate(standby).runFor(Duration.ofSeconds(8)).powerOff(primary).heal();
    cluster.runFor(Duration.ofSeconds(20));

    assertThat(cluster.world().server(standby).isWritable()).isFalse();
    cluster.powerOn(primary).settle();
    assertThat(cluster.primary()).isEqualTo(primary);
  }

  @Test
  void anEmptiedStandbyIsClonedAgain() {
    Cluster cluster = Nodes.usual(5);
    NodeId standby = cluster.standby();

    cluster.world().server(standby).loseDisk();

    cluster.runFor(Duration.ofSeconds(1)).settle();
  }

  @Test
  void aKilledStandbyPostmasterComesBackByItself() {
    Cluster cluster = Nodes.usual(6);

    cluster.killPostmaster(cluster.standby(), false).runFor(Duration.ofSeconds(1));

    cluster.settle();
  }
}
