package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Command;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;

/** H6: paused, nobody renews and nobody kills: the primary serves on. */
public final class PausedCell implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(45);
    Life server = cluster.world().server(Stage.A).life().orElseThrow();

    cluster.ask(new Command.Pause("test")).runFor(Stage.seconds(15));

    Stage.require(server.isRunning(), "it was not killed");
    Stage.require(
        cluster.world().now() - cluster.world().lastAcknowledged() < Nanos.SECOND, "it serves");
    cluster.ask(new Command.Resume("test")).runFor(Stage.seconds(1)).settle();
  }
}
