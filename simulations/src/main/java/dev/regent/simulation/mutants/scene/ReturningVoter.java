package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * L8: a voter that was cut off comes back in the middle of its election timeout, as often as it
 * takes. The leader that all others hear goes on leading.
 */
public final class ReturningVoter implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(6);
    long elections = cluster.count(LedgerEvent.LeaderElected.class);
    for (int millis = 0; millis < 1_500; millis += 100) {
      cluster.isolate(Stage.B).runFor(Stage.millis(2_000 + millis)).heal();
      cluster.runFor(Stage.seconds(2));
    }
    Stage.require(
        cluster.count(LedgerEvent.LeaderElected.class) == elections, "the leader is the same");
    cluster.settle();
  }
}
