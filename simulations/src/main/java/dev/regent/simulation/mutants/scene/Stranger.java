package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.postgres.Postgres;

/** H3: somebody starts a server by hand, under a guard that is armed with nothing. */
public final class Stranger implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(19);
    Postgres server = cluster.world().server(Stage.B);
    cluster.killDaemon(Stage.B).killPostmaster(Stage.B, false).runFor(Stage.millis(200));
    Stage.require(server.start(424_242), "it starts");

    cluster.runFor(Stage.seconds(2));

    Stage.require(!server.isAnythingLeft(), "the guard kills what it did not start");
    cluster.startDaemon(Stage.B).settle();
  }
}
