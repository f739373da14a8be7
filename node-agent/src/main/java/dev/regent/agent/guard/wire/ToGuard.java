package dev.regent.agent.guard.wire;

import dev.regent.agent.guard.core.GuardCommand;

/** What a daemon says. */
public sealed interface ToGuard {
  /** The first word on a pipe: take me over, I speak that version. */
  record Hello(int version) implements ToGuard {}

  /** A command; the request number comes back with the answer. */
  record Ask(long request, GuardCommand command) implements ToGuard {}

  /** A verb of a newer daemon: the guard refuses it. */
  record Unknown(long request, int verb) implements ToGuard {}
}
