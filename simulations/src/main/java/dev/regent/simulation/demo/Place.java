package dev.regent.simulation.demo;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Where a cell is on disk: the same for every cell of one directory, so that what one left running
 * is found by the next.
 *
 * @param nodes their names
 */
public record Place(Path root, List<String> nodes) {

  /** Less than configuration allows, which is less than a socket's name may have. */
  private static final int LONGEST_RUN_DIRECTORY = 78;

  public Place {
    nodes = List.copyOf(nodes);
  }

  /** The wanted directory, or another one where PostgreSQL's user can go. */
  public static Place of(Path wanted, List<String> nodes, Programs programs, Consumer<String> say) {
    return new Place(reachable(wanted.toAbsolutePath().normalize(), programs, say), nodes);
  }

  public NodeFiles files(String node) {
    Path directory = root.resolve(node);
    return new NodeFiles(new NodeId(node), directory, runDirectory(directory));
  }

  /** Ends every process of every node; gives whether there was one. */
  public boolean endProcesses() {
    // All at once: a primary that stops in order waits for its standby to take the last of it.
    AtomicBoolean found = new AtomicBoolean();
    List<Thread> ending = new ArrayList<>();
    for (String node : nodes) {
      ending.add(
          Thread.ofVirtual()
              .start(() -> found.compareAndSet(false, NodeProcesses.end(files(node)))));
    }
    join(ending);
    return found.get();
  }

  static void join(List<Thread> threads) {
    threads.forEach(Await::ended);
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
  private static Path reachable(Path root, Programs programs, Consumer<String> say) {
    if (!Programs.isRoot() || isOpenToOthers(root)) {
      return root;
    }
    Path elsewhere = Path.of("/var/tmp", "regent-demo-" + shortName(root));
    say.accept(
        "user %s may not enter %s: the files are in %s"
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
