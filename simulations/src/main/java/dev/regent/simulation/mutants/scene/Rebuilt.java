package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** D1: a rewind is cut off in the middle, so that the directory has to be copied anew. */
public final class Rebuilt implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(48);
    cluster.isolate(Stage.A).expectPrimary(Stage.B, Stage.seconds(8));
    cluster.runFor(Stage.seconds(2)).heal();
    Stage.step(cluster, Stage.seconds(10), () -> isBroken(cluster));

    cluster.powerOff(Stage.A).runFor(Stage.seconds(1)).powerOn(Stage.A);

    cluster.runFor(Stage.seconds(1)).settle();
  }

  private static boolean isBroken(Cluster cluster) {
    return cluster
        .node(Stage.A)
        .agent()
        .flatMap(agent -> agent.state())
        .flatMap(known -> known.facts().observed())
        .filter(seen -> !seen.directoryIntact())
        .isPresent();
  }
}
