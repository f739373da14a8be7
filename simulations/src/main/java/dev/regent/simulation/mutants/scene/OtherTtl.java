package dev.regent.simulation.mutants.scene;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;
import java.util.List;

/**
 * V1, V3, V5: machines get a file with another TTL one after the other, as in a rolling change.
 * Slots are kept and counted on for the TTL of the formation all the same; or the holder has a
 * rival as soon as it is cut off.
 */
public final class OtherTtl implements Directed {
  @Override
  public void play() {
    shorterAtTheVoters();
    shorterAfterTheCut();
    longerAtTheHolder();
  }

  private static void shorterAtTheVoters() {
    Cluster cluster = Stage.usual(41);
    for (NodeId node : List.of(Stage.W, Stage.B)) {
      restart(cluster, node, Profile.FAST);
      cluster.runFor(Stage.seconds(6));
    }
    cluster.isolate(Stage.A).expectPrimary(Stage.B, Stage.seconds(15));
    cluster.heal().settle();
  }

  private static void shorterAfterTheCut() {
    Cluster cluster = Stage.usual(42);
    cluster.isolate(Stage.A);
    restart(cluster, Stage.W, Profile.FAST);
    restart(cluster, Stage.B, Profile.FAST);
    cluster.expectPrimary(Stage.B, Stage.seconds(15));
    cluster.heal().settle();
  }

  private static void longerAtTheHolder() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(43).with(Profile.FAST));
    restart(cluster, cluster.primary(), Profile.DEFAULT);
    cluster.runFor(Stage.seconds(6));
    NodeId old = cluster.primary();
    cluster.isolate(old).expectPrimaryOtherThan(old, Stage.seconds(15));
    cluster.heal().settle();
  }

  static void restart(Cluster cluster, NodeId node, Profile profile) {
    cluster.killDaemon(node);
    cluster.node(node).configure(profile);
    cluster.startDaemon(node);
  }
}
