package dev.regent.simulation.mutants.scene;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.protocol.Round;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import java.util.Optional;

/** V4: the Release of a former holder comes late, when the slot is the next one's. */
public final class LateRelease implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(38);
    Token former = cluster.state().phase().leasable().orElseThrow();
    Session holder = cluster.state().phase().lastHolder().orElseThrow();
    cluster.ask(new Command.Switchover(Optional.of(Stage.B), false, "test"));
    cluster.expectPrimary(Stage.B, Stage.seconds(3)).settle();

    Stage.arrives(cluster, Stage.A, Stage.W, new Message.Release(former, holder, new Round(1)));

    LeaseSlot slot = cluster.node(Stage.W).voter().orElseThrow().state().orElseThrow().slot();
    Stage.require(slot instanceof LeaseSlot.Held, "the slot is still taken");
    cluster.settle();
  }
}
