package dev.regent.controller.http.patroni;

import dev.regent.controller.http.view.Quorum;
import java.time.Duration;

/** The answers to Patroni's health paths. */
public final class Health {
  private Health() {}

  /** Whether the path answers 200; otherwise it answers 503. */
  public static boolean isPassed(Probe probe, Filter filter, Local node) {
    boolean replica = node.isReplica() && filter.admits(node);
    return switch (probe) {
      case PRIMARY -> node.isPrimary();
      case STANDBY_LEADER -> false;
      case REPLICA -> replica;
      case READ_ONLY -> node.isPrimary() || replica;
      case SYNCHRONOUS -> replica && node.isSynchronous();
      case READ_ONLY_SYNC -> node.isPrimary() || (replica && node.isSynchronous());
      case ASYNCHRONOUS -> replica && !node.isSynchronous();
      case HEALTH -> node.isRunning();
      case LIVENESS -> isAlive(node);
      case READINESS -> isReady(filter, node);
      case PATRONI -> true;
    };
  }

  /** The agent worked within the lease's time, twice that on a standby; a witness has no agent. */
  private static boolean isAlive(Local node) {
    Duration ttl = node.voter().replica().ttl(node.voter().setup().lease().ttl());
    Duration bound = node.isPrimary() ? ttl : ttl.multipliedBy(2);
    return node.isWitness()
        || node.isPaused()
        || node.age().filter(age -> age.compareTo(bound) <= 0).isPresent();
  }

  /** A witness is ready when it is part of a majority. */
  private static boolean isReady(Filter filter, Local node) {
    if (node.isWitness()) {
      return Quorum.of(node.voter(), node.now()).held();
    }
    return node.isPrimary() || (node.isReplica() && node.isStreaming() && filter.admits(node));
  }
}
