package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** S1, R1: a PostgreSQL that hangs says nothing of its standbys, which can take over from it. */
public final class HungPrimary implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(6);
    cluster.node(Stage.A).freezePostgres(true);
    cluster.expectPrimary(Stage.B, Stage.seconds(12)).settle();
  }
}
