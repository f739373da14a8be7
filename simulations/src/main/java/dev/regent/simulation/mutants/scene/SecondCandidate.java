package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Term;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** L1: a second candidate of a promised term, and one of a lower term, ask a voter late. */
public final class SecondCandidate implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(2);
    cluster.powerOff(Stage.W).runFor(Stage.seconds(4));
    Term term = cluster.node(Stage.B).disk().recovered().promised();

    Stage.arrives(cluster, Stage.W, Stage.B, new Message.Prepare(term, true));
    Stage.arrives(cluster, Stage.W, Stage.B, new Message.Prepare(new Term(1), true));

    cluster.runFor(Stage.seconds(1)).powerOn(Stage.W).settle();
  }
}
