package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Round;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** V2: a request under the right token comes from a life that the grant does not name. */
public final class OldSession implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(12);
    Session holder = cluster.state().phase().lastHolder().orElseThrow();
    Token token = cluster.state().phase().leasable().orElseThrow();
    Session later = new Session(holder.node(), holder.start() + 1, 1);

    Stage.arrives(cluster, Stage.A, Stage.W, new Message.LeaseRequest(token, later, new Round(1)));

    cluster.runFor(Stage.seconds(1)).settle();
  }
}
