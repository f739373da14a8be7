package dev.regent.controller.actor;

import dev.regent.protocol.message.Bundle;
import dev.regent.protocol.message.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes the envelopes for one node to the road. From any thread; nothing blocks and nothing is lost
 * here, but two that several threads send at once may overtake each other.
 */
@FunctionalInterface
interface Courier {
  /**
   * Envelopes that share one bundle at most: of the largest, a promise with its entry, all fit into
   * one frame (regent-akka.conf).
   */
  int MOST = 24;

  void send(Envelope envelope);

  /** Everything leaves at once, alone. */
  static Courier prompt(Consumer<Bundle> road) {
    return envelope -> road.accept(new Bundle(List.of(envelope)));
  }

  /**
   * Whatever comes within a while of the first leaves with it: with many databases the journey of a
   * message costs several times what is in it.
   */
  static Courier gathering(Duration hold, Consumer<Bundle> road) {
    // Not on a virtual thread: a disk that stalls may hold the carriers of all of them, and the
    // leases of healthy primaries wait here.
    return new Gathering(
        road, CompletableFuture.delayedExecutor(hold.toNanos(), TimeUnit.NANOSECONDS)::execute);
  }

  /** Gathers until whoever was asked to leave does. */
  final class Gathering implements Courier {
    private final Consumer<Bundle> road;
    private final Consumer<Runnable> departures;
    private final Queue<Envelope> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isLeaving = new AtomicBoolean();

    /**
     * With nothing waiting.
     *
     * @param departures runs what it is given once, later, on any thread
     */
    Gathering(Consumer<Bundle> road, Consumer<Runnable> departures) {
      this.road = road;
      this.departures = departures;
    }

    @Override
    public void send(Envelope envelope) {
      waiting.add(envelope);
      if (isLeaving.compareAndSet(false, true)) {
        departures.accept(this::leave);
      }
    }

    // Whoever adds from now on asks for a departure of its own, whether or not this one takes it.
    private void leave() {
      isLeaving.set(false);
      List<Envelope> bundle = new ArrayList<>(MOST);
      for (Envelope next = waiting.poll(); next != null; next = waiting.poll()) {
        bundle.add(next);
        if (bundle.size() == MOST) {
          road.accept(new Bundle(bundle));
          bundle.clear();
        }
      }
      if (!bundle.isEmpty()) {
        road.accept(new Bundle(bundle));
      }
    }
  }
}
