package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * R2: a voter that has not heard of the revocation says that its slot is free, and nobody else
 * does. Its state still names the old token, which may have the slot again after it was counted.
 */
public final class LaggingSlot implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(13);
    long grants = cluster.count(LedgerEvent.PrimaryGranted.class);
    cluster.world().mail().keep(LaggingSlot::isForTheLaggardOrOfTheHolder);

    cluster.killPostmaster(Stage.A, false).runFor(Stage.millis(800));

    Stage.require(
        cluster.count(LedgerEvent.PrimaryGranted.class) == grants, "the wait is not over");
    cluster.world().mail().pass();
    cluster.settle();
  }

  private static boolean isForTheLaggardOrOfTheHolder(Envelope envelope) {
    boolean news = Stage.is(envelope, Message.Accept.class, Stage.W);
    return (news && envelope.to().equals(Stage.B))
        || Stage.is(envelope, Message.BeatReply.class, Stage.A);
  }
}
