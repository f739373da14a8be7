package dev.regent.simulation.checks;

import dev.regent.agent.guard.core.Armed;
import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Inspector;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.List;
import java.util.Optional;

/** I11: not paused, a node never stays writable past its lease. I3: one VIP, at its holder. */
public final class WithinLease implements Inspector {
  private static final long WAKING = 150 * Nanos.MILLI;
  private static final long NEVER = -1;

  private final World world;
  private final List<Seat> seats;

  public WithinLease(World world) {
    this.world = world;
    this.seats = world.servers().stream().map(it -> new Seat(world.node(it.node()), it)).toList();
  }

  /** A data node, and what is remembered of it from one event to the next. */
  private static final class Seat {
    private final Node node;
    private final Postgres server;
    private Optional<Armed> armed = Optional.empty();
    private MonotonicTime leaseEnd = MonotonicTime.ZERO;

    /** When it last had no VIP, or had it under a lease. */
    private long rightfulAt = NEVER;

    private Seat(Node node, Postgres server) {
      this.node = node;
      this.server = server;
    }
  }

  @Override
  public void happened() {
    int addresses = 0;
    for (Seat seat : seats) {
      remember(seat);
      boolean paused = isPaused(seat.node);
      if (seat.server.isWritable() && !paused && !isExcused(seat.server)) {
        requireLease(seat);
      }
      boolean vip = holdsVip(seat.node);
      addresses += vip ? 1 : 0;
      requireLeasedVip(seat, vip && !paused && hasLapsed(seat.node));
    }
    if (addresses > 1) {
      throw new Violation("I3: the VIP is on two nodes");
    }
  }

  private boolean isExcused(Postgres server) {
    return server.isJustWoken(world.now() - WAKING)
        || server.isPromotedByHand(world.now() - OnePrimary.FOUND);
  }

  /**
   * Not while its machine or its guard stands still, and a moment after that; nor a moment after
   * its guard began, which drops first what a killed one left.
   */
  private boolean holdsVip(Node node) {
    return node.hasVip() && node.watchesVip() && !isStill(node, world.now() - WAKING);
  }

  private static boolean isStill(Node node, long moment) {
    return node.guard()
        .filter(guard -> guard.isBornSince(moment) || isStill(guard.life(), moment))
        .isPresent();
  }

  private static boolean isStill(Life life, long moment) {
    return life.isFrozen() || life.isWokenSince(moment);
  }

  /** A VIP is dropped within a moment of the end of its lease, not at once. */
  private void requireLeasedVip(Seat seat, boolean unleased) {
    if (!unleased || seat.rightfulAt == NEVER) {
      seat.rightfulAt = world.now();
    }
    if (world.now() - seat.rightfulAt > WAKING) {
      throw new Violation("I3: the VIP is on %s without a lease".formatted(seat.node.id()));
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
  private void remember(Seat seat) {
    Optional<Armed> armed = seat.node.guard().flatMap(guard -> guard.state().rights().armed());
    if (armed.isPresent() && !armed.equals(seat.armed)) {
      seat.armed = armed;
      seat.leaseEnd = armed.get().deadline().plus(seat.node.lease().guardBudget());
    }
  }

  private void requireLease(Seat seat) {
    if (!seat.node.clock().now().isBefore(seat.leaseEnd)) {
      throw new Violation("I11: %s is writable past its lease".formatted(seat.node.id()));
    }
  }
}
