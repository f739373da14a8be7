package dev.regent.controller.voter;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import java.util.Optional;

/**
 * Whose renewals a voter watches, so that it can say for how long there was none (R1).
 *
 * @param since the last renewal, or the moment from which silence counts
 * @param opinionFrom before then the voter has no opinion (V3)
 * @param told the leader was told that the silence passed the suspect time
 */
public record Watch(
    Optional<Token> token, MonotonicTime since, MonotonicTime opinionFrom, boolean told) {
  /** The state names another token: silence counts from now. */
  Watch on(Optional<Token> next, MonotonicTime now) {
    return token.equals(next) ? this : new Watch(next, now, opinionFrom, false);
  }

  Watch renewed(MonotonicTime now) {
    return new Watch(token, now, opinionFrom, false);
  }

  Watch telling() {
    return new Watch(token, since, opinionFrom, true);
  }
}
