package dev.regent.agent.actor;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Where an {@link AgentActor}'s blocking calls run: never on the actor's own thread, and never one
 * behind another that has nothing to do with it.
 */
public interface Workers {
  /** Starts this work at once, beside all other. */
  Running start(String name, Runnable work);

  /** Runs what it is given one at a time, in the order of asking. */
  Executor inOrder(String name);

  /** Work under way. */
  @FunctionalInterface
  interface Running {
    /** Asks it to stop as soon as that is safe; without effect once it is over. */
    void interrupt();
  }

  /**
   * A virtual thread for each, but a platform thread for what goes in order: a disk that stalls may
   * hold the carriers of all virtual ones, and the VIP's lifetime is refreshed in order.
   */
  static Workers virtualThreads() {
    return new Workers() {
      @Override
      public Running start(String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(work)::interrupt;
      }

      @Override
      public Executor inOrder(String name) {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
      }
    };
  }
}
