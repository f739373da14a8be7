package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * H5, S2: the primary's machine stands still, its connections do not end. Whoever may take over
 * cuts its receiver by itself, long before it notices (trace 10).
 */
public final class ZombiePrimary implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(47);

    cluster.freeze(Stage.A).expectPrimary(Stage.B, Stage.seconds(7));

    cluster.wake(Stage.A).runFor(Stage.seconds(1)).settle();
  }
}
