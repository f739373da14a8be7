package dev.regent.simulation.actors;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a simulated process that may block. It and the simulator never run at once: whoever
 * hands over waits until it gets the turn back.
 */
final class Strand {
  private static final ScopedValue<Strand> CURRENT = ScopedValue.newInstance();

  private final Semaphore turn = new Semaphore(0);
  private final Semaphore back = new Semaphore(0);
  private boolean over;
  private boolean killed;
  private Optional<Runnable> onInterrupt = Optional.empty();
  private boolean interrupted;
  private @Nullable RuntimeException failure;

  Strand(Runnable body) {
    Thread.ofVirtual().name("strand").start(() -> live(body));
  }

  /** The one that runs now. */
  static Strand current() {
    return CURRENT.get();
  }

  private void live(Runnable body) {
    turn.acquireUninterruptibly();
    try {
      if (!killed) {
        ScopedValue.where(CURRENT, this).run(body);
      }
    } catch (Killed end) {
      // The process is dead, and so is this thread of it.
    } catch (RuntimeException broken) {
      failure = broken;
    } finally {
      over = true;
      back.release();
    }
  }

  /** Lets it run until it blocks or ends; called by the simulator. */
  void go() {
    if (over) {
      return;
    }
    turn.release();
    back.acquireUninterruptibly();
    if (failure != null && !killed) {
      throw failure;
    }
  }

  /** Blocks until the simulator lets it go on; called by the strand itself. */
  void block() {
    back.release();
    turn.acquireUninterruptibly();
    if (killed) {
      throw new Killed();
    }
  }

  /** SIGKILL: unwinds it, with no effect on anything that lives. */
  void kill() {
    killed = true;
    go();
  }

  boolean isOver() {
    return over;
  }

  /** What an interrupt does while it is blocked in the call that begins now. */
  void whenInterrupted(Runnable what) {
    onInterrupt = Optional.of(what);
    if (interrupted) {
      what.run();
    }
  }

  /** The thread is told to stop; called by whoever has the turn. */
  void interrupt() {
    interrupted = true;
    onInterrupt.ifPresent(Runnable::run);
  }

  /** Not an exception that anything catches. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("the process was killed", null, false, false);
    }
  }
}
