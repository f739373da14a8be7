package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * V3: a voter restarts just after it renewed, does not hear the Release, and is asked for its slot
 * by the next holder (trace 14).
 */
public final class RestartedVoter implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(35);
    cluster.world().mail().keep(RestartedVoter::isOfTheOldHolder);

    cluster.killDaemon(Stage.W).startDaemon(Stage.W).killPostmaster(Stage.A, false);

    cluster.expectPrimary(Stage.B, Stage.seconds(12)).runFor(Stage.seconds(4));
    cluster.world().mail().pass();
    cluster.settle();
  }

  /** It hears nothing of the old token any more: neither a renewal nor its Release. */
  static boolean isOfTheOldHolder(Envelope envelope) {
    boolean lease =
        envelope.message() instanceof Message.Release
            || envelope.message() instanceof Message.LeaseRequest;
    return lease && envelope.from().equals(Stage.A) && envelope.to().equals(Stage.W);
  }
}
