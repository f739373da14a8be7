package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Ticks;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** Does something again and again on a thread of its own, at a pace; late beats are not made up. */
public final class Beat implements AutoCloseable {
  private final Duration pace;
  private final Runnable work;
  private final Thread thread;
  private volatile boolean ended;

  private Beat(Duration pace, Runnable work, ThreadFactory threads) {
    this.pace = pace;
    this.work = work;
    this.thread = threads.newThread(this::beat);
  }

  /** Begins, on a thread that the factory makes. */
  public static Beat start(String name, Duration pace, ThreadFactory threads, Runnable work) {
    Beat beat = new Beat(pace, work, threads);
    beat.thread.setName(name);
    beat.thread.setDaemon(true);
    beat.thread.start();
    return beat;
  }

  private void beat() {
    while (!ended) {
      MonotonicTime next = Ticks.now().plus(pace);
      work.run();
      while (!ended && Ticks.now().isBefore(next)) {
        LockSupport.parkNanos(next.since(Ticks.now()).toNanos());
      }
    }
  }

  /** Returns when the last beat is over. */
  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
    Await.ended(thread);
  }
}
