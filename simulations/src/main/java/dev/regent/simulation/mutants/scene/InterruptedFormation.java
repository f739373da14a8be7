package dev.regent.simulation.mutants.scene;

import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;

/**
 * L6: a voter loses power, and what it had written, at any moment of the first exchanges, while
 * late messages of the exchange before are still on their way (traces 18, 23).
 */
public final class InterruptedFormation implements Directed {
  @Override
  public void play() {
    for (int millis = 0; millis < 40; millis++) {
      Cluster cluster = Cluster.of(WorldSettings.usual(100 + millis));
      cluster.runFor(Stage.millis(millis)).powerOff(Stage.B);
      if (!cluster.node(Stage.B).disk().recovered().isFormed()) {
        cluster.loseJournal(Stage.B);
      }
      cluster.runFor(Stage.millis(300)).powerOn(Stage.B);
      cluster.until("all vote", Stage.seconds(30), () -> allVote(cluster));
    }
  }

  private static boolean allVote(Cluster cluster) {
    return cluster.world().nodes().stream().allMatch(node -> node.disk().recovered().isVoter());
  }
}
