package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** L2: a copy of an old Accept comes once more, after newer entries. */
public final class OldAccept implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(3);
    Entry old = cluster.node(Stage.B).disk().recovered().accepted().orElseThrow();
    cluster.powerOff(Stage.B).runFor(Stage.seconds(6)).powerOn(Stage.B).settle();
    cluster.until("w leads", Stage.seconds(60), () -> cluster.leader().equals(Stage.W));

    Stage.arrives(cluster, Stage.W, Stage.B, new Message.Accept(old));

    cluster.runFor(Stage.seconds(1)).settle();
  }
}
