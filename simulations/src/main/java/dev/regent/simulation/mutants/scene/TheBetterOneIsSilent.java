package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** S2: one member confirmed the last rows and is silent now, the other one answers at once. */
public final class TheBetterOneIsSilent implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.three(23);
    cluster.world().sim().network().link(Stage.A, Stage.C).cutStreams(true);
    cluster.runFor(Stage.millis(1_500)).node(Stage.B).freezePostgres(true);

    cluster.powerOff(Stage.A);

    cluster.runFor(Stage.seconds(40)).heal().powerOn(Stage.A).settle();
  }
}
