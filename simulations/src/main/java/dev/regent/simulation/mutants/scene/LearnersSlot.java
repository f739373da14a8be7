package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * V3: a voter renews, loses its journal and is replaced before its former life's word has run out.
 * Then the next holder asks it for its slot (trace 20).
 */
public final class LearnersSlot implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.three(38);
    cluster.runFor(Stage.seconds(6)).world().mail().keep(LearnersSlot::isOfTheOldHolder);
    cluster.loseJournal(Stage.C).powerOn(Stage.C);
    cluster.until(
        "it votes", Stage.seconds(9), () -> cluster.node(Stage.C).disk().recovered().isVoter());

    cluster.killPostmaster(Stage.A, false);

    cluster.expectPrimary(Stage.B, Stage.seconds(12)).runFor(Stage.seconds(4));
    cluster.world().mail().pass();
    cluster.settle();
  }

  private static boolean isOfTheOldHolder(Envelope envelope) {
    boolean lease =
        envelope.message() instanceof Message.Release
            || envelope.message() instanceof Message.LeaseRequest;
    return lease && envelope.from().equals(Stage.A) && envelope.to().equals(Stage.C);
  }
}
