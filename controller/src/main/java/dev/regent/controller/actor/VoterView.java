package dev.regent.controller.actor;

import dev.regent.controller.voter.VoterState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What a node's voter is at this moment, for readers of any thread; the actor is not asked.
 *
 * <p>It outlives the actor. While the voter is starting over there is no state, but a reason.
 */
public final class VoterView {
  private final AtomicReference<Snapshot> latest =
      new AtomicReference<>(new Snapshot.Down("starting"));
  private final List<Consumer<Snapshot>> subscribers = new CopyOnWriteArrayList<>();

  /** A voter's state, or why it has none. */
  public sealed interface Snapshot {
    /** It runs. */
    record Up(VoterState state) implements Snapshot {}

    /** It does not; whatever it knew that is not in its journal is gone. */
    record Down(String why) implements Snapshot {}
  }

  /** What a voter is, now. */
  public Snapshot snapshot() {
    return latest.get();
  }

  /** The voter's state, if it runs. */
  public Optional<VoterState> state() {
    return switch (latest.get()) {
      case Snapshot.Up(var state) -> Optional.of(state);
      case Snapshot.Down down -> Optional.empty();
    };
  }

  /**
   * Offers each later snapshot to {@code subscriber}, on the actor's thread: it must only hand it
   * over, never block.
   */
  public Subscription subscribe(Consumer<Snapshot> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  void up(VoterState state) {
    publish(new Snapshot.Up(state));
  }

  void down(String why) {
    publish(new Snapshot.Down(why));
  }

  private void publish(Snapshot snapshot) {
    latest.set(snapshot);
    subscribers.forEach(subscriber -> subscriber.accept(snapshot));
  }

  /** Ends a subscription. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
