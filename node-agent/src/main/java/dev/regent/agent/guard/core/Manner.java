package dev.regent.agent.guard.core;

/** How a killing begins (postgres.md, stop order). */
public enum Manner {
  /** SIGQUIT and 200 ms, then as at once. */
  ORDERLY,
  /** SIGSTOP to the postmaster and SIGKILL to all. */
  AT_ONCE
}
