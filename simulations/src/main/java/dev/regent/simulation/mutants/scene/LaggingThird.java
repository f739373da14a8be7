package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** S4, S2: the best of two members is promoted; the other lacks rows that the first confirmed. */
public final class LaggingThird implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.three(24);
    cluster.world().sim().network().link(Stage.A, Stage.C).cutStreams(true);
    cluster.runFor(Stage.millis(1_500)).powerOff(Stage.A);

    NodeId next = cluster.expectPrimaryOtherThan(Stage.A, Stage.seconds(12));
    Stage.require(next.equals(Stage.B), "b has every row");
    cluster.heal().powerOn(Stage.A).settle();
  }
}
