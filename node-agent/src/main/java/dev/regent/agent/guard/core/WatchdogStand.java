package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import java.util.Optional;

/** Where the kernel watchdog stands (H4), by what was last done to its device. */
public sealed interface WatchdogStand {
  /** Not counting: never opened, or stopped. */
  record Resting() implements WatchdogStand {}

  /**
   * Fed while that token was armed.
   *
   * @param expiry when the kernel resets the machine
   */
  record Fed(Token token, MonotonicTime expiry) implements WatchdogStand {}

  /**
   * It could not be fed or stopped.
   *
   * @param expiry when the kernel resets the machine nevertheless, because of an earlier feed
   */
  record Unavailable(String reason, Optional<MonotonicTime> expiry) implements WatchdogStand {}

  /** When the kernel resets the machine; empty while it is not counting. */
  default Optional<MonotonicTime> resetsAt() {
    return switch (this) {
      case Resting() -> Optional.empty();
      case Fed(Token token, MonotonicTime expiry) -> Optional.of(expiry);
      case Unavailable(String reason, Optional<MonotonicTime> expiry) -> expiry;
    };
  }

  /** For the log; the same for one feed and the next. */
  default String text() {
    return switch (this) {
      case Resting() -> "resting";
      case Fed(Token token, MonotonicTime expiry) -> "fed token=" + token;
      case Unavailable(String reason, Optional<MonotonicTime> expiry) ->
          "unavailable reason=" + reason;
    };
  }
}
