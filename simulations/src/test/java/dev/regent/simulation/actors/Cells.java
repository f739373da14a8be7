package dev.regent.simulation.actors;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;

/** The usual cell with the shipped actors on every node. */
final class Cells {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId W = new NodeId("w");
  static final Duration FAILOVER = Duration.ofSeconds(8);

  private Cells() {}

  static Cluster usual(long seed) {
    return Cluster.settled(settings(seed));
  }

  static WorldSettings settings(long seed) {
    return WorldSettings.usual(seed).at(ActorFidelity.SOUND_DISKS);
  }

  static StoredJournal journal(Cluster cluster, NodeId node) {
    return cluster.node(node).disk().file(StoredJournal.class, StoredJournal::new);
  }
}
