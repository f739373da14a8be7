package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;

/** The right to be writable under a token until a deadline, as the daemon fed it (H3). */
public record Armed(Token token, MonotonicTime deadline) {}
