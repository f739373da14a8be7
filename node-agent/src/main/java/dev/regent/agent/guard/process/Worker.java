package dev.regent.agent.guard.process;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One thread that never ends and does one thing after the other; it holds up no decision. */
final class Worker {
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  Worker(String name) {
    Thread thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  void begin(Runnable task) {
    tasks.add(task);
  }

  private void work() {
    while (true) {
      try {
        tasks.take().run();
      } catch (InterruptedException never) {
        return;
      }
    }
  }
}
