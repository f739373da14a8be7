package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** L6: an Accept gets lost. The next beat brings it again, long before the leader would give up. */
public final class LostAccept implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(37);
    cluster.world().mail().keep(e -> Stage.is(e, Message.Accept.class, Stage.W));

    cluster.ask(new Command.Pause("test")).runFor(Stage.millis(50)).world().mail().pass();

    cluster.until(
        "paused", Stage.millis(700), () -> cluster.state().phase() instanceof Phase.Paused);
    cluster.runFor(Stage.seconds(2));
    Stage.require(cluster.leader().equals(Stage.W), "the leader is the same");
    Stage.require(
        cluster.events().getLast() instanceof LedgerEvent.Paused, "and decided nothing else");
    cluster.ask(new Command.Resume("test")).runFor(Stage.seconds(1)).settle();
  }
}
