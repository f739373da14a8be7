package dev.regent.simulation.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds ports that nobody listens on, the usual ones first. */
final class FreePorts {
  private static final int TRIES = 200;

  private final Set<Integer> taken = new HashSet<>();

  /**
   * The wanted port or the next higher one that is free on all these addresses.
   *
   * @throws CannotStart when an address is not one of this machine, or all are taken
   */
  int find(int wanted, List<String> addresses) {
    return find(wanted, 1, addresses);
  }

  /** The first of so many in a row. */
  int find(int wanted, int count, List<String> addresses) {
    for (int port = wanted; port < wanted + TRIES; port++) {
      if (!taken.contains(port)
          && IntStream.range(port, port + count).allMatch(one -> isFree(one, addresses))) {
        taken.add(port);
        return port;
      }
    }
    throw new CannotStart(
        "no port from %d to %d is free on %s".formatted(wanted, wanted + TRIES - 1, addresses));
  }

  private static boolean isFree(int port, List<String> addresses) {
    for (String address : addresses) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      } catch (IOException takenOrNotOurs) {
        return false;
      }
    }
    return true;
  }
}
