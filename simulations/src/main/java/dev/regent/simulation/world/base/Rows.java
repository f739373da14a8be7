package dev.regent.simulation.world.base;

/** The numbers of the rows that clients write: each is written once. */
public final class Rows {
  private int last = -1;

  public int next() {
    last++;
    return last;
  }

  public int written() {
    return last + 1;
  }
}
