package dev.regent.controller.actor;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ActorSystem that is replaced by a new one, in the same JVM, whenever it ends by itself:
 * downed, quarantined or failed. It never rejoins anything with the old one.
 */
final class RenewedSystem<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedSystem.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final Supplier<ActorSystem<T>> maker;
  private final List<CellListener> listeners = new CopyOnWriteArrayList<>();
  private volatile ActorSystem<T> current;
  private volatile boolean closed;

  /** Starts the first one; what prevents that is thrown, and tried no more. */
  RenewedSystem(Supplier<ActorSystem<T>> maker) {
    this.maker = maker;
    this.current = maker.get();
    watch(current);
  }

  /** Starts the first one, and tries again until that succeeds or the thread is interrupted. */
  static <T> RenewedSystem<T> eventually(Supplier<ActorSystem<T>> maker)
      throws InterruptedException {
    Duration pause = PAUSE;
    while (true) {
      try {
        return new RenewedSystem<>(maker);
      } catch (RuntimeException | Error e) {
        LOG.error("An ActorSystem could not start: {}", e.toString());
        Thread.sleep(pause);
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  /** The newest one; it may be about to be replaced. */
  ActorSystem<T> current() {
    return current;
  }

  /** Is told of the present one at once. */
  void listen(CellListener listener) {
    listeners.add(listener);
    listener.up(current);
  }

  private void watch(ActorSystem<T> system) {
    var _ =
        system
            .getWhenTerminated()
            .whenComplete((done, failure) -> Thread.startVirtualThread(() -> renew(system)));
  }

  private void renew(ActorSystem<T> ended) {
    if (closed) {
      return;
    }
    LOG.warn("ActorSystem {} ended by itself; a new one follows", ended.name());
    listeners.forEach(listener -> listener.down(ended.name()));
    Duration pause = PAUSE;
    while (!closed && !start(pause)) {
      pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private boolean start(Duration pause) {
    try {
      Thread.sleep(pause);
      ActorSystem<T> next = maker.get();
      current = next;
      if (closed) {
        next.terminate();
      }
      watch(next);
      listeners.forEach(listener -> listener.up(next));
      LOG.info("ActorSystem {} is up again", next.name());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (RuntimeException | Error e) {
      // Also for want of threads or memory: given up, this node would have no voter and no HTTP.
      LOG.error("A new ActorSystem could not start, and is tried again: {}", e.toString());
      return false;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Ends it for good and waits a little; one that will not end is left behind. */
  @Override
  public void close() {
    closed = true;
    current.terminate();
    try {
      current
          .getWhenTerminated()
          .toCompletableFuture()
          .get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      LOG.warn("ActorSystem {} did not end within {}", current.name(), END_LIMIT, e);
    }
  }
}
