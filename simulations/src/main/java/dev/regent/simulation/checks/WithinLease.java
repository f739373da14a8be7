package dev.regent.simulation.checks;

import dev.regent.agent.guard.core.Armed;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** I11: not paused, a node never stays writable past its lease. I3: one VIP, at its holder. */
public final class WithinLease implements Probe {
  private static final long WAKING = 150 * Nanos.MILLI;

  private final World world;
  private final SortedMap<NodeId, MonotonicTime> leaseEnds = new TreeMap<>();
  private final SortedMap<NodeId, Long> bare = new TreeMap<>();

  public WithinLease(World world) {
    this.world = world;
  }

  @Override
  public void happened() {
    int addresses = 0;
    for (Postgres server : world.servers()) {
      Node node = world.node(server.node());
      remember(node);
      boolean paused = isPaused(node);
      boolean excused =
          server.isJustWoken(world.now() - WAKING)
              || server.isPromotedByHand(world.now() - OnePrimary.FOUND);
      if (server.isWritable() && !paused && !excused) {
        requireLease(node);
      }
      boolean vip = holdsVip(node);
      addresses += vip ? 1 : 0;
      requireLeasedVip(node, vip && !paused && hasLapsed(node));
    }
    if (addresses > 1) {
      throw new Violation("I3: the VIP is on two nodes");
    }
  }

  /**
   * Not while its machine or its guard stands still, and a moment after that; nor a moment after
   * its guard began, which drops first what a killed one left.
   */
  private boolean holdsVip(Node node) {
    long moment = world.now() - WAKING;
    boolean still =
        node.guard()
            .filter(guard -> guard.isBornSince(moment) || isStill(guard.life(), moment))
            .isPresent();
    return node.hasVip() && node.watchesVip() && !still;
  }

  private static boolean isStill(Life life, long moment) {
    return life.isFrozen() || life.isWokenSince(moment);
  }

  /** A VIP is dropped within a moment of the end of its lease, not at once. */
  private void requireLeasedVip(Node node, boolean unleased) {
    long since = unleased ? bare.getOrDefault(node.id(), world.now()) : world.now();
    bare.put(node.id(), since);
    if (world.now() - since > WAKING) {
      throw new Violation("I3: the VIP is on %s without a lease".formatted(node.id()));
    }
  }

  /** A guard was armed, and is so no more; what a former guard left the kernel takes away. */
  private static boolean hasLapsed(Node node) {
    return node.guard()
        .map(guard -> guard.state().rights())
        .filter(rights ->
            rights.armed().filter(it -> !rights.isLive(it.token(), node.clock().now())).isPresent())
        .isPresent();
  }

  private static boolean isPaused(Node node) {
    return node.disk().isPaused()
        || node.guard().filter(guard -> guard.state().paused()).isPresent();
  }

  /** The guard fires before the lease ends; until then PostgreSQL may be writable. */
  private void remember(Node node) {
    Optional<Armed> armed = node.guard().flatMap(guard -> guard.state().rights().armed());
    armed.ifPresent(it ->
        leaseEnds.put(
            node.id(), it.deadline().plus(world.settings().profile().lease().guardBudget())));
  }

  private void requireLease(Node node) {
    MonotonicTime end = leaseEnds.getOrDefault(node.id(), MonotonicTime.ZERO);
    if (!node.clock().now().isBefore(end)) {
      throw new Violation("I11: %s is writable past its lease".formatted(node.id()));
    }
  }
}
