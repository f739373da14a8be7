package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;
import java.util.List;

/**
 * S1: in protection mode the only member of S is lost and another standby comes. Until the ledger
 * counts on it, a row that it alone confirmed is not acknowledged (trace 1).
 */
public final class SwappedMember implements Directed {
  @Override
  public void play() {
    WorldSettings settings = WorldSettings.usual(28).threeDataNodes();
    Cluster cluster = Cluster.settled(settings.in(ProtectionMode.PROTECTION)).killGuard(Stage.C);
    cluster.until("S is b", Stage.seconds(30), () -> isMember(cluster, Stage.B));

    cluster.killGuard(Stage.B).startDaemon(Stage.C).runFor(Stage.seconds(30));

    cluster.startDaemon(Stage.B).settle();
  }

  private static boolean isMember(Cluster cluster, NodeId only) {
    return cluster.state().sync().members().equals(List.of(only));
  }
}
