package dev.regent.simulation.world.base;

import java.util.PriorityQueue;

/** Virtual time: what is to happen, in order. Ties are broken by the order of asking. */
public final class Agenda {
  private static final Life WORLD = new Life("world");

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long now;
  private long asked;
  private long happened;

  private record Due(long at, long order, Life life, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  public long now() {
    return now;
  }

  /** How many events have happened. */
  public long happened() {
    return happened;
  }

  public void at(long time, Life life, Runnable what) {
    queue.add(new Due(Math.max(time, now), asked++, life, what));
  }

  public void after(long nanos, Life life, Runnable what) {
    at(now + nanos, life, what);
  }

  /** Of the world itself, which is never frozen. */
  public void after(long nanos, Runnable what) {
    at(now + nanos, WORLD, what);
  }

  /** Lets the next event happen, if it is due by {@code limit}; otherwise time moves there. */
  public boolean step(long limit) {
    Due due = queue.peek();
    if (due == null || due.at > limit) {
      now = Math.max(now, limit);
      return false;
    }
    queue.poll();
    now = due.at;
    happened++;
    due.life.run(due.what);
    return true;
  }
}
