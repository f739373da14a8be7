package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** L7: a second journal is lost as soon as the first was replaced (trace 11). */
public final class TwoJournalsLost implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(14);
    cluster.loseJournal(Stage.W).runFor(Stage.millis(200)).powerOn(Stage.W);
    replaced(cluster, 1, Stage.W);
    cluster.loseJournal(Stage.B).runFor(Stage.millis(200)).powerOn(Stage.B);
    replaced(cluster, 2, Stage.B);
    cluster.settle();
  }

  private static void replaced(Cluster cluster, int count, NodeId node) {
    cluster.until(
        node + " votes again",
        Stage.seconds(30),
        () ->
            cluster.count(LedgerEvent.VoterReplaced.class) == count
                && cluster.node(node).disk().recovered().isVoter());
  }
}
