package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.base.Nanos;

/** R1: one voter does not hear the primary, the others do (trace 17). */
public final class OneSilentVoter implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(11);

    cluster.cutBoth(Stage.A, Stage.B).runFor(Stage.seconds(15));

    Stage.require(cluster.count(LedgerEvent.PrimaryRevoked.class) == 0, "nobody is revoked");
    Stage.require(
        cluster.world().now() - cluster.world().lastAcknowledged() < Nanos.SECOND, "writes");
    cluster.heal().settle();
  }
}
