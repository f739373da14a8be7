package dev.regent.simulation.search;

/** A row or a set of numbers on its way; not compared, and not changed. */
final class Numbers {
  private final int[] all;

  Numbers(int... all) {
    this.all = all;
  }

  int[] all() {
    return all;
  }
}
