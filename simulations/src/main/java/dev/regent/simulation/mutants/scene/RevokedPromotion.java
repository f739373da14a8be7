package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Command;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import java.util.Optional;

/**
 * V4: a grant is revoked while its promotion is on the way. What looks like a standby still is not
 * released until that has ended.
 */
public final class RevokedPromotion implements Directed {
  @Override
  public void play() {
    for (int millis = 0; millis < 60; millis += 5) {
      revoked(millis);
    }
  }

  private static void revoked(int millis) {
    Cluster cluster = Stage.usual(43 + millis);
    cluster.powerOff(Stage.A);
    Stage.step(
        cluster,
        Stage.seconds(15),
        () -> cluster.node(Stage.B).guard().orElseThrow().state().work().promoting());

    cluster.runFor(Stage.millis(millis));
    cluster.ask(new Command.Failover(Optional.empty(), true, "test"));

    cluster.runFor(Stage.seconds(1));
  }
}
