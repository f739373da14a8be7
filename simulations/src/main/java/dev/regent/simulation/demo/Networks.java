package dev.regent.simulation.demo;

import dev.regent.agent.process.Libc;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

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

  private static void join(String name) {
    if (!Libc.joinNetwork(NAMED.resolve(name))) {
      throw new IllegalStateException("cannot enter network namespace " + name);
    }
  }
}
