package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * S1: in availability mode a lost standby, or one that stands still, stalls writes for a while
 * only.
 */
public final class LostStandby implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(29);
    cluster.powerOff(Stage.B).runFor(Stage.millis(800));
    requireService(cluster, 6);
    cluster.powerOn(Stage.B).settle();

    cluster.freeze(Stage.B).runFor(Stage.millis(500));
    requireService(cluster, 6);
    cluster.wake(Stage.B).settle();
  }

  private static void requireService(Cluster cluster, int seconds) {
    int before = cluster.world().acknowledged();
    cluster.until(
        "writes are acknowledged",
        Stage.seconds(seconds),
        () -> cluster.world().acknowledged() > before + 2);
  }
}
