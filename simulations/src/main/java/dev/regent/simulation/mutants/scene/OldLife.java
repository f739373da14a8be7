package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * L5: the leader has not heard of a new life of the primary and goes on instructing the former one.
 */
public final class OldLife implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(41);
    cluster.world().mail().keep(e -> Stage.is(e, Message.Report.class, Stage.A));

    cluster.killGuard(Stage.A).runFor(Stage.millis(1_200)).startDaemon(Stage.A);

    cluster.runFor(Stage.seconds(2)).world().mail().pass();
    cluster.settle();
  }
}
