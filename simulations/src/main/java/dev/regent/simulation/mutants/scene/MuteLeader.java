package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * L8: the Accepts of the leader get lost, its beats do not. It must not lead for ever (trace 28).
 */
public final class MuteLeader implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(7);
    cluster.world().mail().keep(e -> Stage.is(e, Message.Accept.class, Stage.W));

    cluster.killPostmaster(Stage.A, false);

    cluster.expectPrimary(Stage.B, Stage.seconds(15));
    cluster.world().mail().pass();
    cluster.settle();
  }
}
