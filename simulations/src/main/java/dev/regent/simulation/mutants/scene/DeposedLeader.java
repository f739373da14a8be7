package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Term;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * L4: a voter that was asked to stand in a hand-over promised a higher term and refuses the leader.
 */
public final class DeposedLeader implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(4);
    Entry entry = cluster.node(Stage.W).disk().recovered().accepted().orElseThrow();
    Term higher = cluster.node(Stage.W).disk().recovered().promised().next();

    Stage.arrives(cluster, Stage.B, Stage.W, new Message.AcceptRefused(entry.revision(), higher));

    Stage.require(
        !cluster.node(Stage.W).voter().orElseThrow().state().orElseThrow().isLeading(),
        "whoever meets a higher term leads no more");
    cluster.runFor(Stage.seconds(1)).settle();
  }
}
