package dev.regent.simulation.search;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is searched: where it begins, what may happen next, and what must hold.
 *
 * <p>A state is a row of non-negative numbers, the same row for the same state; most of them name
 * values that a {@link Names} keeps. So two states are one only if all their parts are equal: no
 * hash decides it.
 */
interface Space {
  int[] start();

  /** Tells every step that may follow; the same steps in the same order each time. */
  void expand(int[] state, Sink sink);

  /** What is wrong in this state. */
  Optional<String> violation(int[] state);

  /** Takes the steps that follow a state. */
  interface Sink {
    /** A step, told in words only when asked. */
    void reached(int[] next, Supplier<String> how);

    /** A step in which the core itself found a broken invariant. */
    void broken(Supplier<String> how, String what);
  }
}
