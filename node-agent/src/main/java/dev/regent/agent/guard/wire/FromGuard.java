package dev.regent.agent.guard.wire;

import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.Armed;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import java.util.List;
import java.util.Optional;

/** What a guard says. */
public sealed interface FromGuard {
  /** The answer to a hello: the session, and what the guard holds. */
  record Welcome(Session session, Held held) implements FromGuard {}

  /** The same from a guard of another version: nothing more of it is understood. */
  record OtherVersion(int version) implements FromGuard {}

  /** The answer to a command. */
  record Answered(long request, Answer answer) implements FromGuard {}

  /** The server that the guard started ended. */
  record PostgresGone() implements FromGuard {}

  /** What a guard holds at take-over. */
  record Held(
      Optional<Armed> armed,
      List<Token> dead,
      Revision obeyed,
      boolean paused,
      boolean fired,
      Optional<Long> postmaster) {
    public Held {
      dead = List.copyOf(dead);
    }
  }
}
