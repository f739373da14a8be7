package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * R1, H6: a pause is over before its slots are. The holder waits for them under its new token, and
 * the voters count silence meanwhile; that is no reason to revoke it once it has its lease.
 */
public final class QuickResume implements Directed {
  @Override
  public void play() {
    for (int round = 0; round < 8; round++) {
      resumed(60 + round);
    }
  }

  private static void resumed(long seed) {
    Cluster cluster = Stage.usual(seed);
    cluster.ask(new Command.Pause("test"));
    Stage.step(cluster, Stage.seconds(2), () -> cluster.state().phase() instanceof Phase.Paused);
    cluster.runFor(Stage.millis(20)).ask(new Command.Resume("test"));

    cluster.runFor(Stage.seconds(8));

    Stage.require(
        cluster.count(LedgerEvent.PrimaryRevoked.class) == 0, "the resumed primary goes on");
  }
}
