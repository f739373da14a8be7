package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Revision;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import java.util.Optional;

/**
 * L6: the replacement of a lost journal reaches nobody but the newcomer itself, whose vote for it
 * must not count, and which must not vote before it is committed (trace 9).
 */
public final class NewcomerDecides implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(31);
    cluster.world().mail().keep(NewcomerDecides::isReplacementForOthers);
    cluster.loseJournal(Stage.B).runFor(Stage.seconds(5)).powerOn(Stage.B);
    Stage.step(cluster, Stage.seconds(20), () -> replacement(cluster).isPresent());

    Revision revision = replacement(cluster).orElseThrow().revision();
    Voter newcomer = cluster.node(Stage.B).disk().recovered().signature();
    Stage.arrives(cluster, Stage.B, Stage.W, new Message.Accepted(revision, newcomer));
    cluster.runFor(Stage.millis(700));

    Stage.require(!cluster.node(Stage.B).disk().recovered().isVoter(), "it is a learner");
    cluster.world().mail().pass();
    cluster.runFor(Stage.seconds(1)).settle();
  }

  private static boolean isReplacementForOthers(Envelope envelope) {
    return envelope.to().equals(Stage.A)
        && envelope.message() instanceof Message.Accept accept
        && accept.entry().event() instanceof LedgerEvent.VoterReplaced;
  }

  private static Optional<Entry> replacement(Cluster cluster) {
    return cluster
        .node(Stage.B)
        .disk()
        .recovered()
        .accepted()
        .filter(entry -> entry.event() instanceof LedgerEvent.VoterReplaced);
  }
}
