package dev.regent.agent.daemon;

import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * Prints what the log still holds before the process ends. The log is written by a thread of its
 * own, so that a full or hung disk holds up no lease; nor does it hold up an end.
 */
final class LastWords {
  private static final Duration LIMIT = Duration.ofMillis(200);

  private LastWords() {}

  /** Ends the log; returns when all is printed, or soon. */
  static void print() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Thread printer = Thread.ofPlatform().daemon().name("last-words").start(context::stop);
      try {
        printer.join(LIMIT);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
