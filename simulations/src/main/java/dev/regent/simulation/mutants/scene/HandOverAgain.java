package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** R7: who just handed the lead over is asked to take it back (trace 27). */
public final class HandOverAgain implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(10);
    cluster.cutBoth(Stage.A, Stage.W);
    cluster.until(
        "handed over",
        Stage.seconds(12),
        () -> cluster.world().leader().filter(now -> now.id().equals(Stage.B)).isPresent());
    cluster.runFor(Stage.millis(300));
    long elections = cluster.count(LedgerEvent.LeaderElected.class);
    Term term = cluster.node(Stage.B).disk().recovered().promised();

    Stage.arrives(cluster, Stage.B, Stage.W, new Message.HandOver(term));

    cluster.runFor(Stage.seconds(1));
    Stage.require(
        cluster.count(LedgerEvent.LeaderElected.class) == elections,
        "it rests, and does not stand");
    cluster.heal().settle();
  }
}
