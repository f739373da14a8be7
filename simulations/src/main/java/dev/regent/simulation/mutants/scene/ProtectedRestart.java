package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;

/**
 * R6: in protection mode the primary restarts in place while its standby is off. Crash recovery
 * makes rows visible that nobody confirmed, so nobody may read them yet (trace 12).
 */
public final class ProtectedRestart implements Directed {
  @Override
  public void play() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(44).in(ProtectionMode.PROTECTION));
    cluster.powerOff(Stage.B).runFor(Stage.seconds(3)).killPostmaster(Stage.A, false);

    cluster.runFor(Stage.seconds(10));

    Stage.require(cluster.world().server(Stage.A).isWritable(), "it is promoted again");
    Stage.require(!cluster.world().server(Stage.A).isOpenPrimary(), "and closed");
    cluster.powerOn(Stage.B).settle();
  }
}
