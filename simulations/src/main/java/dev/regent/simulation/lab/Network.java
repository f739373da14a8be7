package dev.regent.simulation.lab;

import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Programs;
import dev.regent.simulation.drill.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A lab's namespaces on this machine.
 *
 * <p><b>Failure modes.</b> Every method fails with what {@code ip}, {@code bridge} or {@code nft}
 * said. Nothing is kept in memory only: {@link #remove} needs no more than the lab's id.
 */
final class Network {
  private static final Path NAMED = Path.of("/run/netns");
  private static final Path PROC = Path.of("/proc");
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private static final List<Tool> TOOLS =
      List.of(
          new Tool("ip", "iproute2", "iproute"),
          new Tool("bridge", "iproute2", "iproute"),
          new Tool("nft", "nftables", "nftables"));

  private final Topology topology;
  private final Map<String, String> applied = new TreeMap<>();

  Network(Topology topology) {
    this.topology = topology;
  }

  Topology topology() {
    return topology;
  }

  /** Builds everything, with a firewall that drops nothing; nothing of this lab may be there. */
  void build() {
    topology.commands().forEach(Shell::run);
    apply(Cuts.NONE);
  }

  /**
   * Says what this machine lacks for a network of its own.
   *
   * @throws CannotStart with what to install
   */
  static void check() {
    if (!Programs.isRoot()) {
      throw new CannotStart("a lab makes network namespaces, which only root may: run it as root");
    }
    for (Tool tool : TOOLS) {
      if (!Shell.has(tool.program())) {
        throw new CannotStart(
            "%s is missing; install it: apt-get install %s (dnf install %s)"
                .formatted(tool.program(), tool.debian(), tool.redHat()));
      }
    }
  }

  private record Tool(String program, String debian, String redHat) {}

  /** Lets every host drop what it is to lose, and nothing else; all at about the same time. */
  void apply(Cuts cuts) {
    List<Thread> changing = new ArrayList<>();
    List<String> problems = Collections.synchronizedList(new ArrayList<>());
    for (Host host : topology.hosts()) {
      String rules = cuts.rules(topology, host.name());
      if (!rules.equals(applied.put(host.name(), rules))) {
        changing.add(
            Thread.ofPlatform().start(() -> setRules(host.name(), rules).ifPresent(problems::add)));
      }
    }
    changing.forEach(Await::ended);
    if (!problems.isEmpty()) {
      applied.clear();
      throw new DrillFailed(String.join("; ", problems));
    }
  }

  private Optional<String> setRules(String host, String rules) {
    try {
      Shell.run(
          Topology.words("ip netns exec %s nft -f -".formatted(topology.namespace(host))), rules);
      return Optional.empty();
    } catch (DrillFailed refused) {
      return Optional.of(refused.what());
    }
  }

  /** Whether a host's interface has a carrier. */
  void setCarrier(String host, boolean carrier) {
    Shell.run(
        Topology.words(
            "ip -n %s link set %s %s"
                .formatted(
                    topology.bridgeNamespace(),
                    topology.host(host).port(),
                    carrier ? "up" : "down")));
  }

  /** Whether the bridge takes and gives a host's packets; the host cannot see it. */
  void setForwarding(String host, boolean forwarding) {
    Shell.run(
        Topology.words(
            "bridge -n %s link set dev %s state %d"
                .formatted(
                    topology.bridgeNamespace(), topology.host(host).port(), forwarding ? 3 : 0)));
  }

  /** What a machine without power does not remember. */
  void forgetVip(String host) {
    String namespace = topology.namespace(host);
    String addresses = Shell.run(Topology.words("ip -n %s -br addr".formatted(namespace)));
    if (addresses.contains(Topology.vip())) {
      Shell.run(
          Topology.words(
              "ip -n %s addr del %s dev %s".formatted(namespace, Topology.vip(), Topology.DEVICE)));
    }
  }

  /** Everything that runs on a host. */
  List<Long> processes(String host) {
    return processesIn(topology.namespace(host));
  }

  /** Ends everything that runs on a host. */
  void killAll(String host) {
    killAllIn(topology.namespace(host));
  }

  /** The namespaces of a lab that are there. */
  static List<String> namespaces(String id) {
    String[] names = NAMED.toFile().list((directory, name) -> name.startsWith(Topology.prefix(id)));
    return names == null ? List.of() : List.of(names).stream().sorted().toList();
  }

  /** Ends everything in a lab's namespaces and deletes them; gives whether there were any. */
  static boolean remove(String id) {
    List<String> names = namespaces(id);
    for (String name : names) {
      killAllIn(name);
      Shell.run(List.of("ip", "netns", "del", name));
    }
    return !names.isEmpty();
  }

  private static void killAllIn(String namespace) {
    boolean gone =
        Await.holds(
            KILL_LIMIT,
            () -> {
              List<Long> found = processesIn(namespace);
              found.forEach(Signals::kill);
              return found.isEmpty();
            });
    if (!gone) {
      throw new DrillFailed(
          "processes %s of namespace %s cannot be ended"
              .formatted(processesIn(namespace), namespace));
    }
  }

  private static List<Long> processesIn(String namespace) {
    Optional<Object> wanted = identity(NAMED.resolve(namespace));
    List<Long> found = new ArrayList<>();
    String[] names = new File("/proc").list((proc, name) -> Character.isDigit(name.charAt(0)));
    for (String name : wanted.isEmpty() || names == null ? new String[0] : names) {
      Optional<Object> network = identity(PROC.resolve(name).resolve("ns").resolve("net"));
      if (network.equals(wanted) && isAlive(Long.parseLong(name))) {
        found.add(Long.parseLong(name));
      }
    }
    return found;
  }

  private static boolean isAlive(long process) {
    return ProcessStat.read(process).filter(ProcessStat::isAlive).isPresent();
  }

  /** Device and inode, which name a namespace wherever it is mounted. */
  private static Optional<Object> identity(Path path) {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Stops everything on a host. */
  void freeze(String host) {
    // Two rounds: a child that was born during the first is found in the second.
    for (int round = 0; round < 2; round++) {
      processes(host).forEach(process -> Libc.kill(process, Libc.SIGSTOP));
    }
  }
}
