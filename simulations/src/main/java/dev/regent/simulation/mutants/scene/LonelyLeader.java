package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** L8: everybody hears the leader, and it hears nobody. */
public final class LonelyLeader implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(8);
    cluster.cut(Stage.A, Stage.W).cut(Stage.B, Stage.W).runFor(Stage.millis(500));

    cluster.killPostmaster(Stage.A, false);

    cluster.expectPrimary(Stage.B, Stage.seconds(15));
    cluster.heal().settle();
  }
}
