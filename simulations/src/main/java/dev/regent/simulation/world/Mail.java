package dev.regent.simulation.world;

import dev.regent.protocol.message.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Messages that a script takes off the network. What is kept here arrives when the script says so,
 * as often as it says so, or never: any of this a network may do by itself, only not on cue.
 */
public final class Mail {
  private final Consumer<Envelope> arrival;
  private final List<Envelope> kept = new ArrayList<>();
  private Predicate<Envelope> wanted = envelope -> false;

  Mail(Consumer<Envelope> arrival) {
    this.arrival = arrival;
  }

  /** From now on messages like these do not arrive, but wait here. */
  public void keep(Predicate<Envelope> like) {
    wanted = like;
  }

  boolean keeps(Envelope envelope) {
    boolean keeps = wanted.test(envelope);
    if (keeps) {
      kept.add(envelope);
    }
    return keeps;
  }

  /** What waits here, in the order of sending. */
  public List<Envelope> kept() {
    return List.copyOf(kept);
  }

  /** Takes no more messages; those of before still wait. */
  public void pass() {
    wanted = envelope -> false;
  }

  /** Those that wait arrive now, and stay here to arrive again. */
  public void deliver(Predicate<Envelope> which) {
    kept().stream().filter(which).forEach(arrival);
  }
}
