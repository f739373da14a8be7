package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** R5: with nobody to take over, a dead primary is restarted in place under its lease. */
public final class RestartAlone implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(26);
    cluster.powerOff(Stage.B).runFor(Stage.seconds(8));

    cluster.killPostmaster(Stage.A, false).runFor(Stage.seconds(4));

    Stage.require(cluster.isServing(Stage.A), "it serves again");
    Stage.require(cluster.count(LedgerEvent.PrimaryRevoked.class) == 0, "nobody is revoked");
    cluster.powerOn(Stage.B).settle();
  }
}
