package dev.regent.simulation.world.base;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One life of a process: what is to happen in it waits while it is frozen, and never happens once
 * it ended.
 */
public final class Life {
  private final String name;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean ended;
  private boolean frozen;
  private long frozenAt;
  private long wokenAt = Long.MIN_VALUE;

  public Life(String name) {
    this.name = name;
  }

  /** Another process beside it: as frozen, or as lately woken, as this one. */
  public Life fork(String other) {
    Life forked = new Life(other);
    forked.frozen = frozen;
    forked.frozenAt = frozenAt;
    forked.wokenAt = wokenAt;
    return forked;
  }

  /** Now, or when it wakes up, or never. */
  public void run(Runnable what) {
    if (ended) {
      return;
    }
    if (frozen) {
      waiting.add(what);
    } else {
      what.run();
    }
  }

  public void end() {
    ended = true;
    waiting.clear();
  }

  public void freeze(long now) {
    if (!frozen) {
      frozenAt = now;
    }
    frozen = true;
  }

  /** Does at once, and in order, all that it missed. */
  public void wake(long now) {
    if (!frozen) {
      return;
    }
    frozen = false;
    wokenAt = now;
    while (!waiting.isEmpty() && !ended && !frozen) {
      waiting.poll().run();
    }
  }

  public boolean isEnded() {
    return ended;
  }

  public boolean isFrozen() {
    return frozen;
  }

  /** Neither ended nor frozen. */
  public boolean isRunning() {
    return !ended && !frozen;
  }

  public boolean isFrozenSince(long longAgo) {
    return frozen && frozenAt <= longAgo;
  }

  public boolean isWokenSince(long shortlyBefore) {
    return wokenAt >= shortlyBefore;
  }

  @Override
  public String toString() {
    return name;
  }
}
