package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * S1, R1: the primary dies just when its standby has got over a short stall. What the last look
 * showed of the stall must not grow old until k = 0 is committed for the dead one.
 */
public final class StallBeforeDeath implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(29);
    cluster.world().server(Stage.B).volume().stall();
    cluster.runFor(Stage.millis(1_500));
    cluster.world().server(Stage.B).volume().mend();
    cluster.runFor(Stage.millis(10));
    cluster.powerOff(Stage.A).expectPrimary(Stage.B, Stage.seconds(12));
    cluster.powerOn(Stage.A).settle();
  }
}
