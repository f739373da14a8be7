package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * S2: alone, rows are acknowledged that the standby lacks; then the primary is off, and with a new
 * daemon at the leader nobody remembers how far it was.
 */
public final class LeftBehind implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(22);
    cluster.isolate(Stage.B).runFor(Stage.seconds(8)).powerOff(Stage.A).powerOff(Stage.W);
    cluster.powerOff(Stage.B).runFor(Stage.seconds(1)).heal();
    cluster.powerOn(Stage.W).powerOn(Stage.B).runFor(Stage.seconds(25));

    Stage.require(!cluster.world().server(Stage.B).isWritable(), "it was left behind");
    cluster.powerOn(Stage.A).settle();
    Stage.require(cluster.primary().equals(Stage.A), "only a has every row");
  }
}
