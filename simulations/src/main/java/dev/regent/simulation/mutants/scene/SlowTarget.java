package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import java.util.Optional;

/** R3: the target of a switchover does not get the last WAL: it is aborted, not carried on. */
public final class SlowTarget implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(27);
    cluster.ask(new Command.Switchover(Optional.of(Stage.B), false, "test"));
    Stage.step(
        cluster, Stage.seconds(2), () -> cluster.state().phase() instanceof Phase.SwitchingOver);
    cluster.world().sim().network().link(Stage.A, Stage.B).cutStreams(true);

    cluster.runFor(Stage.seconds(30));

    Stage.require(cluster.count(LedgerEvent.SwitchoverAborted.class) == 1, "it is aborted");
    cluster.heal().settle();
  }
}
