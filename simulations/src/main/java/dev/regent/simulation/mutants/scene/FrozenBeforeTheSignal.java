package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * H3: the machine stands still between the guard's decision to promote and the signal, for longer
 * than its lease (trace 7).
 */
public final class FrozenBeforeTheSignal implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(17);
    cluster.powerOff(Stage.A);
    Stage.step(
        cluster,
        Stage.seconds(15),
        () -> cluster.node(Stage.B).guard().orElseThrow().state().work().promoting());

    cluster.freeze(Stage.B).runFor(Stage.seconds(6)).wake(Stage.B);

    cluster.runFor(Stage.seconds(1)).powerOn(Stage.A).settle();
  }
}
