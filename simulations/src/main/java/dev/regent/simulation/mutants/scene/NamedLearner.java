package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Revision;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * R2, V3: the primary's machine comes back without its journal, and its token is revoked before it
 * hears that it votes again. Its former life and the witness still hold that token; the standby's
 * slot ran out, since the last requests did not come there.
 */
public final class NamedLearner implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(70);
    cluster.world().mail().keep(NamedLearner::isRequestToTheStandby);
    cluster.runFor(Stage.millis(2_500));
    cluster.world().mail().keep(sent -> isOfTheAgent(sent) || isBeatToTheLearner(sent));
    cluster.loseJournal(Stage.A).powerOn(Stage.A);
    cluster.until(
        "a revocation",
        Stage.seconds(5),
        () -> cluster.count(LedgerEvent.PrimaryRevoked.class) > 0);
    Stage.require(
        cluster.count(LedgerEvent.VoterReplaced.class) > 0, "the successor is named before");

    cluster.runFor(Stage.millis(20));
    Revision revocation = cluster.node(Stage.A).disk().recovered().acceptedRevision();
    cluster.world().mail().deliver(sent -> isBeatBefore(sent, revocation));

    cluster.runFor(Stage.seconds(3)).world().mail().pass();
    cluster.settle();
  }

  private static boolean isRequestToTheStandby(Envelope envelope) {
    return Stage.is(envelope, Message.LeaseRequest.class, Stage.A) && envelope.to().equals(Stage.B);
  }

  /** It is slower to start than the voter. */
  private static boolean isOfTheAgent(Envelope envelope) {
    return Stage.is(envelope, Message.Report.class, Stage.A)
        || Stage.is(envelope, Message.Release.class, Stage.A)
        || isRequestToTheStandby(envelope);
  }

  private static boolean isBeatBefore(Envelope envelope, Revision revocation) {
    return isBeatToTheLearner(envelope)
        && envelope.message() instanceof Message.Beat beat
        && beat.committed().compareTo(revocation) < 0;
  }

  private static boolean isBeatToTheLearner(Envelope envelope) {
    return Stage.is(envelope, Message.Beat.class, Stage.W) && envelope.to().equals(Stage.A);
  }
}
