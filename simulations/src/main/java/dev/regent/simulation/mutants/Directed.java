package dev.regent.simulation.mutants;

/**
 * A scenario that is written for mutants which chance does not find. It passes on the core as it is
 * and throws on a core that breaks its rule: a violated invariant, or an outcome that is wrong.
 *
 * <p>Implementations have a constructor without parameters, since each mutant has a class of its
 * own.
 */
public interface Directed {
  /** Plays the scenario to its end. */
  void play();
}
