package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.base.Link;
import dev.regent.simulation.world.base.Nanos;

/**
 * R7, R1: the leader loses sight of the primary, which loses its standby. Nobody could tell it to
 * go on alone (trace 15); and that the leader does not see it is no reason to revoke it.
 */
public final class OutOfTouch implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(9);
    cluster.cutBoth(Stage.A, Stage.W);
    link(cluster, Stage.A, Stage.B).cutStreams(true);
    link(cluster, Stage.B, Stage.A).cutStreams(true);
    cluster.runFor(Stage.seconds(15));

    Stage.require(
        cluster.world().now() - cluster.world().lastAcknowledged() < Nanos.SECOND, "writes");
    Stage.require(cluster.count(LedgerEvent.PrimaryRevoked.class) == 0, "nobody is revoked");
    cluster.heal().settle();
  }

  private static Link link(Cluster cluster, NodeId from, NodeId to) {
    return cluster.world().sim().network().link(from, to);
  }
}
