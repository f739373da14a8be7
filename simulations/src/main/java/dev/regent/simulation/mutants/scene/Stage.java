package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.Nanos;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What the scenes share: the usual cells, and steps as small as one event. */
final class Stage {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId C = new NodeId("c");
  static final NodeId W = new NodeId("w");

  private Stage() {}

  /** Two data nodes and a witness, at rest: a is the primary, w leads. */
  static Cluster usual(long seed) {
    Cluster cluster = Cluster.settled(WorldSettings.usual(seed));
    cluster.until("w leads", seconds(60), () -> cluster.leader().equals(W));
    require(cluster.primary().equals(A), "a is the primary at first");
    return cluster;
  }

  /** Three data nodes, at rest: a is the primary. */
  static Cluster three(long seed) {
    Cluster cluster = Cluster.settled(WorldSettings.usual(seed).threeDataNodes());
    require(cluster.primary().equals(A), "a is the primary at first");
    return cluster;
  }

  static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  static Duration millis(long count) {
    return Duration.ofMillis(count);
  }

  /** Event by event, to stop at the very moment. */
  static Cluster step(Cluster cluster, Duration bound, BooleanSupplier isSo) {
    World world = cluster.world();
    long end = world.now() + Nanos.of(bound);
    while (!isSo.getAsBoolean()) {
      require(world.step(end), "within " + bound);
    }
    return cluster;
  }

  static void require(boolean isSo, String what) {
    if (!isSo) {
      throw new AssertionError("not so: " + what);
    }
  }

  /** A message arrives that a network may well bring: late, or of a life that has ended. */
  static void arrives(Cluster cluster, NodeId from, NodeId to, Message message) {
    cluster
        .node(to)
        .receive(
            new Envelope(
                cluster
                    .world()
                    .node(to)
                    .voter()
                    .orElseThrow()
                    .state()
                    .orElseThrow()
                    .setup()
                    .database()
                    .name(),
                cluster.node(to).disk().recovered().state().map(state -> state.formation()),
                from,
                to,
                message));
  }

  static boolean is(Envelope envelope, Class<? extends Message> kind, NodeId from) {
    return kind.isInstance(envelope.message()) && envelope.from().equals(from);
  }
}
