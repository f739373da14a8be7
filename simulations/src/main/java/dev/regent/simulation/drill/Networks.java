package dev.regent.simulation.drill;

import dev.regent.agent.process.Libc;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Network namespaces by their names in {@code /run/netns}: work on a host of its own.
 *
 * <p>A thread is in one network for good. Sockets belong to the network of the thread that opened
 * them; threads and programs begin in the network of the thread that starts them.
 */
public final class Networks {
  private static final Path NAMED = Path.of("/run/netns");

  private Networks() {}

  /**
   * Makes threads that work in that network.
   *
   * @throws IllegalStateException in the thread, when the network is gone
   */
  public static ThreadFactory threads(String name) {
    return work ->
        new Thread(() -> {
          join(name);
          work.run();
        });
  }

  /**
   * Does some work on a thread of its own, and returns when it is done.
   *
   * @throws RuntimeException what the work threw, or that the thread's network is gone
   */
  public static <T> T call(ThreadFactory threads, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = threads.newThread(() -> result.complete(work.get()));
    // Here, not around the work: a thread that cannot enter its network never gets that far.
    thread.setUncaughtExceptionHandler((_, failed) -> result.completeExceptionally(failed));
    thread.start();
    try {
      return result.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private static void join(String name) {
    if (!Libc.joinNetwork(NAMED.resolve(name))) {
      throw new IllegalStateException("cannot enter network namespace " + name);
    }
  }
}
