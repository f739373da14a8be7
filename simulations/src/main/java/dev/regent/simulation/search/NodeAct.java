package dev.regent.simulation.search;

/** What can happen to a data node. */
sealed interface NodeAct {
  /** A message arrives at its agent. */
  record Hear(Post post) implements NodeAct {}

  /** Its agent looks at the clock: fences in time, sends the next round. */
  record Wake() implements NodeAct {}

  /** Its agent looks at PostgreSQL. */
  record Look() implements NodeAct {}

  /** The job under way is carried out, some time after it was decided (trace 7). */
  record Work() implements NodeAct {}

  /** The fence under way is carried out. */
  record Fence() implements NodeAct {}

  /** Its guard looks at the clock. */
  record Tick() implements NodeAct {}

  /** Its daemon dies; the next one takes the session over from the guard (H3). */
  record Restart() implements NodeAct {}

  /** Its machine dies, guard and PostgreSQL with it, and comes back with a new session. */
  record Reboot() implements NodeAct {}
}
