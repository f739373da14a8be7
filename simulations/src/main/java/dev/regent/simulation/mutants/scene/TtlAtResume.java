package dev.regent.simulation.mutants.scene;

import dev.regent.config.settings.LeaseTimings;
import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;
import java.util.List;
import java.util.Optional;

/**
 * V3: a shorter TTL comes into force with the end of a pause, but not while a slot may still be
 * taken that was given for the longer one: a voter that restarts then waits for the shorter one.
 */
public final class TtlAtResume implements Directed {
  private static final Profile LONGER =
      new Profile(
          new LeaseTimings(
              Stage.seconds(8),
              Profile.DEFAULT.lease().renewInterval(),
              Profile.DEFAULT.lease().suspectTime(),
              Profile.DEFAULT.lease().clockRateBound(),
              Profile.DEFAULT.lease().fenceBudget(),
              Profile.DEFAULT.lease().guardBudget()),
          Profile.DEFAULT.election(),
          Profile.DEFAULT.roles());

  @Override
  public void play() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(44).with(LONGER));
    NodeId primary = cluster.primary();
    NodeId standby = cluster.standby();
    cluster.ask(new Command.Pause("test"));
    cluster.until("paused", Stage.seconds(1), () -> isPaused(cluster));
    OtherTtl.restart(cluster, Stage.W, Profile.DEFAULT);
    cluster.until("asked to resume", Stage.seconds(20), () -> isResumed(cluster));
    OtherTtl.restart(cluster, standby, Profile.DEFAULT);
    cluster.runFor(Stage.seconds(8)).settle();
    Stage.require(
        cluster.state().ttl().equals(Optional.of(Profile.DEFAULT.lease().ttl())), "it is in force");

    for (NodeId node : List.of(primary, standby)) {
      OtherTtl.restart(cluster, node, Profile.DEFAULT);
    }
    cluster.runFor(Stage.seconds(6)).settle();
    cluster.isolate(primary).expectPrimary(standby, Stage.seconds(7));
    cluster.heal().settle();
  }

  /** An operator tries again and again. */
  private static boolean isResumed(Cluster cluster) {
    if (isPaused(cluster)) {
      cluster.world().leader().ifPresent(leader -> leader.ask(new Command.Resume("test")));
    }
    return !isPaused(cluster);
  }

  private static boolean isPaused(Cluster cluster) {
    return cluster.state().phase() instanceof Phase.Paused;
  }
}
