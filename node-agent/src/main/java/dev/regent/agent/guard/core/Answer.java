package dev.regent.agent.guard.core;

/** The guard's answer to a command. */
public sealed interface Answer {
  /** Acknowledged: it is so. */
  record Done() implements Answer {}

  /** Nothing was done. */
  record Refused(String reason) implements Answer {}
}
