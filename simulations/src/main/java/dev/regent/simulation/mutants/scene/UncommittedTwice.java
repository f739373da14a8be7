package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** S5: two promotions from one position, the first of which nobody heard of (trace 22). */
public final class UncommittedTwice implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(25);
    cluster.powerOff(Stage.A);
    Stage.step(cluster, Stage.seconds(15), () -> cluster.world().server(Stage.B).isWritable());

    cluster.powerOff(Stage.B).powerOn(Stage.A).runFor(Stage.seconds(20));

    cluster.powerOn(Stage.B).settle();
  }
}
