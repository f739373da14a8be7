package dev.regent.simulation.actors;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** A simulated daemon's timers, in virtual time and at the pace of its machine's clock. */
public final class VirtualScheduler extends AbstractScheduler {
  /** Akka gives a scheduler no way to what its ActorSystem was made with. */
  static final ScopedValue<DaemonProcess> OWNER = ScopedValue.newInstance();

  private final DaemonProcess process;

  /** As Akka makes it, while its ActorSystem is made. */
  public VirtualScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
    this.process = OWNER.get();
  }

  /** Deprecated for callers, but still what Akka builds a timer with a fixed rate on. */
  @Deprecated
  @Override
  public Cancellable schedule(
      FiniteDuration initialDelay,
      FiniteDuration interval,
      Runnable runnable,
      ExecutionContext executor) {
    Timer timer = new Timer(runnable, executor, Duration.ofNanos(interval.toNanos()), true);
    timer.start(Duration.ofNanos(initialDelay.toNanos()));
    return timer;
  }

  @Override
  public Cancellable scheduleOnce(
      FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
    Timer timer = new Timer(runnable, executor, Duration.ZERO, false);
    timer.start(Duration.ofNanos(delay.toNanos()));
    return timer;
  }

  @Override
  public double maxFrequency() {
    return 1_000;
  }

  private final class Timer implements Cancellable {
    private final Runnable what;
    private final ExecutionContext where;
    private final Duration interval;
    private final boolean repeats;
    private boolean over;

    Timer(Runnable what, ExecutionContext where, Duration interval, boolean repeats) {
      this.what = what;
      this.where = where;
      this.interval = interval;
      this.repeats = repeats;
    }

    void start(Duration delay) {
      process.schedule(delay, this::ring);
    }

    private void ring() {
      if (over) {
        return;
      }
      over = !repeats;
      where.execute(what);
      if (repeats) {
        start(interval);
      }
    }

    @Override
    public boolean cancel() {
      boolean was = over;
      over = true;
      return !was;
    }

    @Override
    public boolean isCancelled() {
      return over;
    }
  }
}
