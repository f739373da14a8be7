package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/** H6: the guard of the resuming holder dies in the middle (trace 30). */
public final class ResumeAfterTheGuard implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(21);
    cluster.ask(new Command.Pause("test")).runFor(Stage.seconds(6));
    cluster.ask(new Command.Resume("test"));
    Stage.step(cluster, Stage.seconds(2), () -> cluster.state().phase() instanceof Phase.Resuming);

    cluster.killGuard(Stage.A).runFor(Stage.seconds(2)).startDaemon(Stage.A);

    cluster.settle();
  }
}
