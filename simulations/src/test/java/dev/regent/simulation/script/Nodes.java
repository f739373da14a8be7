package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.actors.ActorFidelity;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.node.Fidelity;
import java.time.Duration;

/** The nodes of the usual cell, and what is usually waited for. */
final class Nodes {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId C = new NodeId("c");
  static final NodeId W = new NodeId("w");

  /** From a fault that nobody announces until a primary commits: lease, votes, promotion. */
  static final Duration FAILOVER = Duration.ofSeconds(8);

  /** The same where nothing has to run out. */
  static final Duration WITHOUT_SLOTS = Duration.ofSeconds(2);

  /** With {@code -Dregent.actors=true} the same scripts drive the shipped actors, more slowly. */
  private static final Fidelity FIDELITY =
      Boolean.getBoolean("regent.actors") ? ActorFidelity.SOUND_DISKS : Fidelity.CORE;

  private Nodes() {}

  static Cluster usual(long seed) {
    return Cluster.settled(WorldSettings.usual(seed).at(FIDELITY));
  }

  static Cluster three(long seed) {
    return Cluster.settled(WorldSettings.usual(seed).threeDataNodes().at(FIDELITY));
  }
}
