package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Term;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** L8: a voter that hears its leader is asked whether it would promise a higher term. */
public final class ShieldedVoter implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(34);
    Entry entry = cluster.node(Stage.A).disk().recovered().accepted().orElseThrow();
    Term higher = cluster.node(Stage.A).disk().recovered().promised().next();
    cluster.world().mail().keep(e -> Stage.is(e, Message.PreVoteReply.class, Stage.A));

    Stage.arrives(cluster, Stage.B, Stage.A, new Message.PreVote(higher, entry.revision()));

    cluster.runFor(Stage.millis(100));
    Stage.require(
        cluster.world().mail().kept().stream()
            .map(Envelope::message)
            .map(Message.PreVoteReply.class::cast)
            .noneMatch(Message.PreVoteReply::granted),
        "a living leader shields it");
    cluster.world().mail().pass();
    cluster.settle();
  }
}
