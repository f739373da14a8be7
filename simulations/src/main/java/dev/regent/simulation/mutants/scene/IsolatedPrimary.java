package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** H2: the daemon of a primary that is cut off fences it by itself, before its guard has to. */
public final class IsolatedPrimary implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(15);

    cluster.isolate(Stage.A).runFor(Stage.seconds(6));

    Stage.require(!cluster.world().server(Stage.A).isWritable(), "it is fenced");
    Stage.require(
        !cluster.node(Stage.A).guard().orElseThrow().state().rights().fired(),
        "its guard had nothing to kill");
    cluster.heal().settle();
  }
}
