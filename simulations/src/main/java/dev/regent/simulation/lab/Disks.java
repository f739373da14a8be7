package dev.regent.simulation.lab;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.DemoFiles;
import dev.regent.simulation.demo.Place;
import dev.regent.simulation.drill.DrillFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Small file systems in memory, one for each data node, for faults that fill a disk. A sync of such
 * a disk costs nothing, so only those faults have them.
 */
public final class Disks {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final int MEGABYTES = 400;
  private static final String FILE_SIZE = "2G";

  private Disks() {}

  /** Before anything of a node is written. */
  static void mount(Place place, List<NodeId> nodes) throws IOException {
    for (NodeId node : nodes) {
      Path directory = place.files(node.name()).directory();
      Files.createDirectories(directory);
      Shell.run(
          Topology.words(
              "mount -t tmpfs -o size=%dm,mode=0755 regent-lab %s"
                  .formatted(MEGABYTES, directory)));
    }
  }

  /**
   * Disks in files, one for each data node, that can be stalled. Their syncs cost what those of the
   * file's disk cost.
   */
  public static void mountFiles(Place place, List<NodeId> nodes) throws IOException {
    DemoFiles.claim(place);
    for (NodeId node : nodes) {
      Path directory = place.files(node.name()).directory();
      Path image = place.root().resolve(node.name() + ".disk");
      Files.createDirectories(directory);
      Shell.run(List.of("truncate", "-s", FILE_SIZE, image.toString()));
      Shell.run(List.of("mkfs.ext4", "-q", image.toString()));
      Shell.run(List.of("mount", "-o", "loop", image.toString(), directory.toString()));
    }
  }

  /** From now on whoever writes to a node's disk waits. */
  public static void freeze(Place place, NodeId node) {
    Shell.run(List.of("fsfreeze", "-f", place.files(node.name()).directory().toString()));
  }

  /** Whoever waited goes on. */
  public static void thaw(Place place, NodeId node) {
    Shell.run(List.of("fsfreeze", "-u", place.files(node.name()).directory().toString()));
  }

  /** Whoever waited goes on; nothing where the disk of that node was not stalled. */
  static void thawIfFrozen(Place place, NodeId node) {
    thawUnder(place.files(node.name()).directory());
  }

  /** Lets go whoever waits for a disk, so that it can be ended; nothing where none is stalled. */
  public static void thawAll(Place place) {
    thawUnder(place.root());
  }

  private static void thawUnder(Path directory) {
    try {
      for (String mount : under(directory, Files.readAllLines(MOUNTS))) {
        thaw(mount);
      }
    } catch (IOException unreadable) {
      throw new DrillFailed("cannot read " + MOUNTS, unreadable);
    }
  }

  private static void thaw(String mount) {
    try {
      Shell.run(List.of("fsfreeze", "-u", mount));
    } catch (DrillFailed notFrozen) {
      // As it should be.
    }
  }

  /** All that are under a directory, those of a lab that crashed too. */
  static void unmount(Path root) throws IOException {
    for (String mount : under(root, Files.readAllLines(MOUNTS))) {
      Shell.run(List.of("umount", mount));
    }
  }

  /** The places in a table of mounts that a lab made under a directory. */
  static List<String> under(Path root, List<String> mounts) {
    return mounts.stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[0].equals("regent-lab") || words[0].startsWith("/dev/loop"))
        .filter(words -> Path.of(words[1]).startsWith(root))
        .map(words -> words[1])
        .toList();
  }
}
