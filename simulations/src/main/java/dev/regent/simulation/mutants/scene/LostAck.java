package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * L6: all acks of an entry get lost, while the answers to beats say that it is stored. The next
 * beats bring the Accept again; without it one lost message would cost the leader its lead.
 */
public final class LostAck implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(5);
    long elections = cluster.count(LedgerEvent.LeaderElected.class);
    cluster.world().mail().keep(LostAck::isAck);

    cluster.ask(new Command.Pause("test")).runFor(Stage.millis(640)).world().mail().pass();

    cluster.until(
        "paused", Stage.seconds(2), () -> cluster.state().phase() instanceof Phase.Paused);
    cluster.runFor(Stage.seconds(1));
    Stage.require(
        cluster.count(LedgerEvent.LeaderElected.class) == elections, "the leader is the same");
    cluster.ask(new Command.Resume("test")).runFor(Stage.seconds(1)).settle();
  }

  private static boolean isAck(Envelope envelope) {
    return envelope.message() instanceof Message.Accepted && !envelope.from().equals(Stage.W);
  }
}
