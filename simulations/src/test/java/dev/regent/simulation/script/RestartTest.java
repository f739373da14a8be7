package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.settings.Profile;
import dev.regent.config.settings.RoleTimings;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestartTest {
  private static final Profile RESTART_FIRST = restartFirst();

  @Test
  void aSolePrimaryIsRestartedInPlaceUnderItsToken() {
    Cluster cluster = Nodes.usual(1);
    NodeId primary = cluster.primary();
    cluster.powerOff(cluster.standby()).runFor(Duration.ofSeconds(8));
    long grants = cluster.count(LedgerEvent.PrimaryGranted.class);

    cluster.killPostmaster(primary, false).runFor(Duration.ofMillis(100));

    cluster.expectService(Nodes.WITHOUT_SLOTS);
    assertThat(cluster.count(LedgerEvent.RestartPlanned.class)).isOne();
    assertThat(cluster.count(LedgerEvent.PrimaryGranted.class)).isEqualTo(grants);
  }

  @Test
  @DisplayName("R5: a setting prefers the restart: the primary stays where it is")
  void aPreferredRestartKeepsThePrimary() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(9).with(RESTART_FIRST));
    NodeId primary = cluster.primary();

    cluster.killPostmaster(primary, false).runFor(Duration.ofSeconds(4)).settle();

    assertThat(cluster.primary()).isEqualTo(primary);
    assertThat(cluster.count(LedgerEvent.RestartPlanned.class)).isOne();
    assertThat(cluster.count(LedgerEvent.PrimaryRevoked.class)).isZero();
    cluster.requireNothingLost();
  }

  @Test
  @DisplayName("R5: a preferred restart that does not come to an end is given up for a standby")
  void aPreferredRestartHasADeadline() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(10).with(RESTART_FIRST));
    NodeId primary = cluster.primary();
    cluster.world().server(primary).volume().fill();

    cluster.killPostmaster(primary, false).runFor(Duration.ofSeconds(5));

    assertThat(cluster.count(LedgerEvent.PrimaryRevoked.class)).as("within its time").isZero();
    cluster.expectPrimaryOtherThan(primary, Duration.ofSeconds(4));
    cluster.world().server(primary).volume().mend();
    cluster.settle().requireNothingLost();
  }

  private static Profile restartFirst() {
    Profile usual = Profile.DEFAULT;
    RoleTimings roles = usual.roles();
    return new Profile(
        usual.lease(),
        usual.election(),
        new RoleTimings(
            roles.switchoverStopTimeout(),
            roles.standbyGrace(),
            roles.restartDeadline(),
            Duration.ofSeconds(6),
            roles.candidateWait()));
  }

  @Test
  void aSolePrimarysMachineComesBackAsPrimary() {
    Cluster cluster = Nodes.usual(2);
    NodeId primary = cluster.primary();
    NodeId standby = cluster.standby();
    cluster.powerOff(standby).runFor(Duration.ofSeconds(8)).powerOff(primary);

    cluster.runFor(Duration.ofSeconds(3)).powerOn(primary);

    cluster.expectPrimary(primary, Duration.ofSeconds(15)).powerOn(standby).settle();
  }

  static List<List<NodeId>> orders() {
    return List.of(
        List.of(Nodes.A, Nodes.B, Nodes.W),
        List.of(Nodes.A, Nodes.W, Nodes.B),
        List.of(Nodes.B, Nodes.A, Nodes.W),
        List.of(Nodes.B, Nodes.W, Nodes.A),
        List.of(Nodes.W, Nodes.A, Nodes.B),
        List.of(Nodes.W, Nodes.B, Nodes.A));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void afterAPowerLossEverywhereEveryOrderOfReturnIsGood(List<NodeId> order) {
    for (int gap = 100; gap < 20_000; gap *= 3) {
      Cluster cluster = Nodes.usual(300 + gap);
      order.forEach(cluster::powerOff);
      cluster.runFor(Duration.ofSeconds(1));

      for (NodeId node : order) {
        cluster.powerOn(node).runFor(Duration.ofMillis(gap));
      }

      cluster.settle();
    }
  }

  @Test
  void aRollingRestartOfAllMachinesIsSurvived() {
    Cluster cluster = Nodes.usual(4);
    for (NodeId node : List.of(Nodes.B, Nodes.W, Nodes.A)) {
      cluster.powerOff(node).runFor(Duration.ofSeconds(10)).powerOn(node).settle();
    }
  }
}
