package dev.regent.agent.guard.process;

import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The guard's log, on standard error. Lines are printed by a thread of their own and dropped when
 * that is stuck: a full or hung disk must not hold up a deadline.
 */
final class GuardLog {
  private static final int LINES_WAITING = 256;

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_WAITING);

  GuardLog() {
    Thread thread = new Thread(this::print, "log");
    thread.setDaemon(true);
    thread.start();
  }

  void say(String line) {
    lines.offer(Instant.now() + " " + line);
  }

  private void print() {
    while (true) {
      try {
        System.err.println(lines.take());
      } catch (InterruptedException never) {
        return;
      }
    }
  }
}
