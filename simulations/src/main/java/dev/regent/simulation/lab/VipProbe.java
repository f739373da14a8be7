package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.Ticks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom a client's machine takes for the holder of the VIP, by its table of neighbours: what it
 * learns from ARP. Runs on one thread, which must be on that client's host.
 */
final class VipProbe implements Runnable {
  private static final Path NEIGHBOURS = Path.of("/proc/thread-self/net/arp");
  private static final int MAC = 3;

  private final Topology topology;
  private final List<Holder> holders = new ArrayList<>();

  VipProbe(Topology topology) {
    this.topology = topology;
  }

  /** From then on this host was taken for the holder. */
  record Holder(MonotonicTime since, String host) {}

  @Override
  public void run() {
    try {
      holder(topology, Files.readAllLines(NEIGHBOURS)).ifPresent(this::note);
    } catch (IOException unknown) {
      // The next beat looks again.
    }
  }

  private synchronized void note(String host) {
    if (holders.isEmpty() || !holders.getLast().host().equals(host)) {
      holders.add(new Holder(Ticks.now(), host));
    }
  }

  /** In order of time. */
  synchronized List<Holder> holders() {
    return List.copyOf(holders);
  }

  /** The host whose MAC a table of {@code /proc/net/arp} has for the VIP. */
  static Optional<String> holder(Topology topology, List<String> neighbours) {
    return neighbours.stream()
        .map(line -> List.of(line.strip().split(" +")))
        .filter(words -> words.size() > MAC && words.getFirst().equals(Topology.VIP))
        .flatMap(
            words -> topology.hosts().stream().filter(host -> host.mac().equals(words.get(MAC))))
        .map(Host::name)
        .findFirst();
  }
}
