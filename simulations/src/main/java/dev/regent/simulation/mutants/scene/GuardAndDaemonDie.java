package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** H3: guard and daemon are killed, and PostgreSQL goes on without them (trace 25). */
public final class GuardAndDaemonDie implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(18);
    cluster.node(Stage.A).killGuard(false);
    cluster.runFor(Stage.millis(1_200)).startDaemon(Stage.A);
    cluster.runFor(Stage.seconds(1)).settle();
  }
}
