package dev.regent.simulation.search;

/** How far to search, and in which layer. */
public sealed interface Bounds permits LedgerBounds, LeaseBounds {
  /** The number of states after which the search gives up; a bound of memory and patience. */
  long mostStates();
}
