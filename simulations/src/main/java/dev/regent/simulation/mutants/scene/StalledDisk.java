package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** R5: the primary's disk takes no more writes, and whoever only looks sees a healthy server. */
public final class StalledDisk implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(17);
    cluster.world().server(Stage.A).volume().stall();
    cluster.runFor(Stage.seconds(10));
    Stage.require(cluster.isServing(Stage.B), "the standby serves");

    cluster.world().server(Stage.A).volume().mend();
    cluster.settle();
  }
}
