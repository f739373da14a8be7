package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Command;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import java.util.Optional;

/**
 * R3: the target freezes before the stop is through. The abort ends in a new grant for the old one.
 */
public final class FrozenTarget implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(3);
    cluster.ask(new Command.Switchover(Optional.of(Stage.B), false, "test"));
    cluster.runFor(Stage.millis(30)).freeze(Stage.B).runFor(Stage.seconds(30));
    cluster.wake(Stage.B).settle();
  }
}
