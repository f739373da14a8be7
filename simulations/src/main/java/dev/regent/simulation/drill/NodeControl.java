package dev.regent.simulation.drill;

import java.util.Optional;

/** The processes of one node, from outside. */
public interface NodeControl {
  /** The daemon's process; empty while none runs. */
  Optional<Long> daemon();

  /** The guard's process; empty on a witness, and while none runs. */
  Optional<Long> guard();

  /** Whether the daemon answers: then it takes part. */
  boolean isAnswering();

  /** From now on nobody starts the daemon again. */
  void hold();

  /** Starts the daemon, and again whenever it dies. */
  void release();
}
