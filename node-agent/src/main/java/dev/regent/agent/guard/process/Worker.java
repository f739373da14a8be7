package dev.regent.agent.guard.process;

import dev.regent.agent.process.Libc;
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

  /** One that goes before other work of the machine, where that is allowed. */
  static Worker urgent(String name) {
    Worker worker = new Worker(name);
    worker.begin(Libc::hurry);
    return worker;
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
