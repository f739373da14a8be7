package dev.regent.controller.lease;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import java.time.Duration;
import java.util.Optional;

/**
 * A voter's lease slot: volatile, on the voter's own clock; no disk on the renewal path.
 *
 * <p>Two tokens never overlap here (V1), so two holders never have a majority at once.
 */
public sealed interface LeaseSlot {
  /** Nobody holds it: never given, or released by its holder. */
  record Empty() implements LeaseSlot {}

  /** After a restart: it may be given to a token that this life does not know (V3). */
  record Unknown(MonotonicTime until) implements LeaseSlot {}

  /** Given to a token until then; kept after it expired, so that a renewal is told from a start. */
  record Held(Token token, Session session, MonotonicTime until) implements LeaseSlot {}

  /** V3: the slot of a voter that just restarted, or just became a voter. */
  static LeaseSlot afterRestart(MonotonicTime now, Duration maximumTtl) {
    return new Unknown(now.plus(maximumTtl));
  }

  /** Whether V1 would let any token in. */
  default boolean isFree(MonotonicTime now) {
    return switch (this) {
      case Empty() -> true;
      case Unknown(var until) -> now.isAtLeast(until);
      case Held held -> now.isAtLeast(held.until());
    };
  }

  /** V1: whether this token may take or renew the slot. */
  default boolean admits(Token token, MonotonicTime now) {
    boolean holdsIt = this instanceof Held held && held.token().equals(token);
    return holdsIt || isFree(now);
  }

  /** When the slot runs out; absent when it is empty. */
  default Optional<MonotonicTime> end() {
    return switch (this) {
      case Empty() -> Optional.empty();
      case Unknown(var until) -> Optional.of(until);
      case Held held -> Optional.of(held.until());
    };
  }

  /** Who holds the slot, live or not. */
  default Optional<Token> occupant() {
    return this instanceof Held held ? Optional.of(held.token()) : Optional.empty();
  }

  /** How long until it runs out; zero when free. */
  default Duration remaining(MonotonicTime now) {
    return end()
        .filter(until -> !now.isAtLeast(until))
        .map(until -> until.since(now))
        .orElse(Duration.ZERO);
  }
}
