package dev.regent.simulation.demo;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** Chooses directories, addresses and ports. */
final class Planner {
  private static final int HTTP = 7480;
  private static final int CLUSTER = 7400;
  private static final int POSTGRES = 5432;

  /** The configured one, and the next for membership. */
  private static final int CLUSTER_PORTS = 2;

  /** Less than configuration allows, which is less than a socket's name may have. */
  private static final int LONGEST_RUN_DIRECTORY = 78;

  private final DemoOptions options;
  private final Programs programs;
  private final Consumer<String> say;

  Planner(DemoOptions options, Programs programs, Consumer<String> say) {
    this.options = options;
    this.programs = programs;
    this.say = say;
  }

  /**
   * The plan.
   *
   * @param wanted where everything shall be
   */
  DemoPlan plan(Path wanted) {
    Path root = reachable(wanted.toAbsolutePath().normalize());
    FreePorts ports = new FreePorts();
    return new DemoPlan(
        root,
        programs,
        options.profile(),
        options.vip(),
        List.of(
            node("a", "127.0.0.11", root, ports),
            node("b", "127.0.0.12", root, ports),
            node("w", "127.0.0.13", root, ports)),
        settings());
  }

  /** Small, except that a drill needs room for its 300 MB of pages. */
  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("max_connections", "50");
    settings.put("max_wal_size", "4GB");
    settings.put("checkpoint_timeout", "30min");
    settings.put("shared_buffers", options.mode() == DemoOptions.Mode.DRILL ? "512MB" : "64MB");
    return settings;
  }

  private DemoNode node(String name, String address, Path root, FreePorts ports) {
    boolean witness = name.equals("w");
    Path directory = root.resolve(name);
    return new DemoNode(
        new NodeId(name),
        witness,
        address,
        new DemoNode.Ports(
            said(name, "HTTP", HTTP, new FreePorts().find(HTTP, List.of(address))),
            said(
                name,
                "cluster",
                CLUSTER,
                new FreePorts().find(CLUSTER, CLUSTER_PORTS, List.of(address))),
            witness ? POSTGRES : postgresPort(name, address, ports)),
        directory,
        runDirectory(directory));
  }

  // Daemons look after their server on 127.0.0.1, so two servers here cannot share a port.
  private int postgresPort(String name, String address, FreePorts ports) {
    int wanted = name.equals("a") ? POSTGRES : POSTGRES + 1;
    return said(name, "PostgreSQL", wanted, ports.find(wanted, List.of(address, "127.0.0.1")));
  }

  private int said(String node, String what, int wanted, int found) {
    if (wanted != found) {
      say.accept(
          "port %d is taken: %s of node %s listens on %d".formatted(wanted, what, node, found));
    }
    return found;
  }

  private static Path runDirectory(Path directory) {
    Path run = directory.resolve("run");
    return run.toString().length() <= LONGEST_RUN_DIRECTORY
        ? run
        : Path.of("/tmp", "regent-demo-" + shortName(directory));
  }

  private static String shortName(Path path) {
    return UUID.nameUUIDFromBytes(path.toString().getBytes(StandardCharsets.UTF_8))
        .toString()
        .substring(0, 13);
  }

  /** PostgreSQL runs as another user, who must be able to enter every directory above its own. */
  private Path reachable(Path root) {
    if (!Programs.isRoot() || isOpenToOthers(root)) {
      return root;
    }
    Path elsewhere = Path.of("/var/tmp", "regent-demo-" + shortName(root));
    say.accept(
        "user %s may not enter %s: the demo's files are in %s"
            .formatted(programs.osUser(), root, elsewhere));
    return elsewhere;
  }

  private static boolean isOpenToOthers(Path root) {
    for (Path directory = root; directory != null; directory = directory.getParent()) {
      try {
        if (Files.exists(directory)
            && !Files.getPosixFilePermissions(directory)
                .contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot look at " + directory, failed);
      }
    }
    return true;
  }
}
