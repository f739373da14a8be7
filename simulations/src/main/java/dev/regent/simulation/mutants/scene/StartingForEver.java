package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.postgres.Postgres;

/** R5: PostgreSQL hangs in its start, on the only node that may serve. */
public final class StartingForEver implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(16);
    cluster.powerOff(Stage.B).runFor(Stage.seconds(8));
    Postgres server = cluster.world().server(Stage.A);
    Life before = server.life().orElseThrow();
    cluster.killPostmaster(Stage.A, false);
    Stage.step(
        cluster, Stage.seconds(5), () -> server.life().filter(now -> now != before).isPresent());

    cluster.node(Stage.A).freezePostgres(true);

    cluster.runFor(Stage.seconds(60));
    Stage.require(cluster.isServing(Stage.A), "it serves again");
    cluster.powerOn(Stage.B).settle();
  }
}
