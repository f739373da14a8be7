package dev.regent.simulation.world.base;

import java.util.List;

/** A small generator of chance; everything random in a world comes from one seed (SplitMix64). */
public final class SplitMix {
  private long state;

  public SplitMix(long seed) {
    this.state = seed;
  }

  public long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Evenly in {@code low..high}, both included. */
  public long between(long low, long high) {
    return low + Long.remainderUnsigned(next(), high - low + 1);
  }

  public boolean percent(int chance) {
    return between(0, 99) < chance;
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get((int) between(0, choices.size() - 1));
  }

  /** A generator of its own, so that drawing from one does not change what the other gives. */
  public SplitMix fork() {
    return new SplitMix(next());
  }
}
