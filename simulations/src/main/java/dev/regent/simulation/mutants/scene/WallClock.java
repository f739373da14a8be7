package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** V5: somebody sets a voter's wall clock forward. Its slot does not run on that. */
public final class WallClock implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(40);
    cluster.world().mail().keep(RestartedVoter::isOfTheOldHolder);
    cluster.node(Stage.W).clock().jumpWall(Stage.seconds(100));

    cluster.killPostmaster(Stage.A, false);

    cluster.expectPrimary(Stage.B, Stage.seconds(12)).runFor(Stage.seconds(4));
    cluster.world().mail().pass();
    cluster.settle();
  }
}
