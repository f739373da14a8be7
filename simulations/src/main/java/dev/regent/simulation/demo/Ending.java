package dev.regent.simulation.demo;

import java.util.concurrent.CountDownLatch;

/** Ends the cell when this process is told to end: Ctrl-C or SIGTERM. */
public final class Ending implements AutoCloseable {
  private final Thread hook;

  private Ending(Thread hook) {
    this.hook = hook;
  }

  public static Ending watch(Runnable end) {
    Thread hook = new Thread(end, "ending");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Ending(hook);
  }

  /** Waits for ever: only a signal ends it. */
  public static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** The cell is ended in another way. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // Then the hook does it, and nothing is left to do here.
    }
  }
}
