package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All five set partitions of primary, standby and witness; and every one-way cut. */
class PartitionTest {
  private static final Duration LONG = Duration.ofSeconds(15);

  private record Roles(NodeId primary, NodeId standby, NodeId witness) {}

  private static Roles rolesOf(Cluster cluster) {
    return new Roles(cluster.primary(), cluster.standby(), Nodes.W);
  }

  static List<Long> seeds() {
    return List.of(1L, 2L, 3L);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyIsCutOff(long seed) {
    Cluster cluster = Nodes.usual(seed);

    cluster.runFor(LONG);

    cluster.expectService(Duration.ofSeconds(1));
  }

  /** {P} | {S, W} => S. */
  @ParameterizedTest
  @MethodSource("seeds")
  void primaryAlone(long seed) {
    Cluster cluster = Nodes.usual(seed);
    Roles roles = rolesOf(cluster);

    cluster.isolate(roles.primary());

    cluster.expectPrimary(roles.standby(), Nodes.FAILOVER);
    cluster.runFor(LONG).heal().settle().expectPrimary(roles.standby(), LONG);
  }

  /** {S} | {P, W} => P, alone. */
  @ParameterizedTest
  @MethodSource("seeds")
  void standbyAlone(long seed) {
    Cluster cluster = Nodes.usual(seed);
    Roles roles = rolesOf(cluster);

    cluster.isolate(roles.standby()).runFor(Duration.ofSeconds(6));

    cluster.expectService(Duration.ofSeconds(1));
    cluster.runFor(LONG).expectPrimary(roles.primary(), Duration.ZERO);
    cluster.heal().settle();
  }

  /** {W} | {P, S} => P. */
  @ParameterizedTest
  @MethodSource("seeds")
  void witnessAlone(long seed) {
    Cluster cluster = Nodes.usual(seed);
    Roles roles = rolesOf(cluster);

    cluster.isolate(roles.witness()).runFor(LONG);

    cluster.expectService(Duration.ofSeconds(1));
    cluster.expectPrimary(roles.primary(), Duration.ZERO).heal().settle();
  }

  /** {P} | {S} | {W} => nobody, and whoever can be sure of every row after the heal. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everybodyAlone(long seed) {
    Cluster cluster = Nodes.usual(seed);
    Roles roles = rolesOf(cluster);

    cluster
        .isolate(roles.primary())
        .isolate(roles.standby())
        .isolate(roles.witness())
        .runFor(LONG)
        .heal()
        .settle();
  }

  /** Each of the six directions alone, then a heal; whatever comes of it, service goes on. */
  @ParameterizedTest
  @MethodSource("seeds")
  void oneWay(long seed) {
    for (NodeId from : List.of(Nodes.A, Nodes.B, Nodes.W)) {
      for (NodeId to : List.of(Nodes.A, Nodes.B, Nodes.W)) {
        if (!from.equals(to)) {
          Cluster cluster = Nodes.usual(seed);
          cluster.cut(from, to).runFor(LONG);
          cluster.expectService(Nodes.FAILOVER);
          cluster.heal().settle();
        }
      }
    }
  }

  /** R7: the primary sees the standby but not the witness; the witness sees both. */
  @ParameterizedTest
  @MethodSource("seeds")
  void partial(long seed) {
    Cluster cluster = Nodes.usual(seed);
    Roles roles = rolesOf(cluster);

    cluster.cutBoth(roles.primary(), roles.witness()).runFor(LONG);
    cluster.expectService(Nodes.FAILOVER);
    cluster.heal().settle();
  }

  /** The two data nodes do not see each other; the witness sees both. */
  @ParameterizedTest
  @MethodSource("seeds")
  void dataNodesApart(long seed) {
    Cluster cluster = Nodes.usual(seed);
    Roles roles = rolesOf(cluster);

    cluster.cutBoth(roles.primary(), roles.standby()).runFor(LONG);

    cluster.expectService(Duration.ofSeconds(1));
    cluster.heal().settle();
  }
}
