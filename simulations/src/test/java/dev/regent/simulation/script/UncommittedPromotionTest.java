package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** PostgreSQL left recovery, and the machine is gone before {@code Promoted} is committed. */
class UncommittedPromotionTest {

  @Test
  void afterTheFirstGrantTheNodeIsGrantedAgain() {
    for (long seed = 1; seed <= 10; seed++) {
      Cluster cluster = Cluster.of(WorldSettings.usual(seed));
      untilPromotedUncommitted(cluster, Nodes.A, 0);

      cluster.powerOff(Nodes.A).runFor(Duration.ofSeconds(1)).powerOn(Nodes.A).settle();
    }
  }

  @Test
  void aSolePrimaryThatDiesInARestartInPlaceIsGrantedAgain() {
    for (long seed = 1; seed <= 10; seed++) {
      Cluster cluster = Nodes.usual(seed);
      NodeId primary = cluster.primary();
      NodeId standby = cluster.standby();
      cluster.powerOff(standby).runFor(Duration.ofSeconds(8)).killPostmaster(primary, false);
      untilPromotedUncommitted(cluster, primary, 2);

      cluster.powerOff(primary).runFor(Duration.ofSeconds(1)).powerOn(primary);

      cluster.expectPrimary(primary, Duration.ofSeconds(15)).powerOn(standby).settle();
    }
  }

  private static void untilPromotedUncommitted(Cluster cluster, NodeId node, int timeline) {
    long end = cluster.world().now() + 20_000_000_000L;
    boolean promoted = false;
    while (!promoted && cluster.world().step(end)) {
      promoted =
          cluster.world().server(node).isWritable()
              && cluster.world().server(node).timeline().number() > Math.max(1, timeline);
    }
  }
}
