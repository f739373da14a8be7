package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.state.Phase;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * S2: b alone of two members confirmed the last rows, is granted, and fails before it has promoted.
 * With its answer there are enough; that does not make the other one hold what b confirmed.
 */
public final class GranteeAlone implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.three(24);
    cluster.world().sim().network().link(Stage.A, Stage.C).cutStreams(true);
    cluster.runFor(Stage.millis(1_500)).powerOff(Stage.A);
    Stage.step(cluster, Stage.seconds(12), () -> isGranted(cluster));

    cluster.powerOff(Stage.B).runFor(Stage.seconds(8)).powerOn(Stage.B);

    cluster.expectPrimary(Stage.B, Stage.seconds(30));
    cluster.heal().powerOn(Stage.A).settle();
  }

  private static boolean isGranted(Cluster cluster) {
    return cluster.state().phase() instanceof Phase.Granted granted
        && granted.holder().node().equals(Stage.B);
  }
}
