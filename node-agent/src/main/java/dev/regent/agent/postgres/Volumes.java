package dev.regent.agent.postgres;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The volumes that a server's files lie on, or will lie on. */
final class Volumes {
  private Volumes() {}

  /**
   * What is going to be written to one volume.
   *
   * @param place a directory on it
   */
  record Need(Path place, long bytes, long usable) {
    private Need and(Need other) {
      return new Need(place, bytes + other.bytes, usable);
    }
  }

  /** That of a path, of which only the beginning need be there yet. */
  static FileStore of(Path path) throws IOException {
    return Files.getFileStore(existing(path));
  }

  /** The first volume with less space than is needed in all the directories on it. */
  static Optional<Need> tooSmall(Map<Path, Long> bytesByDirectory) throws IOException {
    Map<Object, Need> volumes = new LinkedHashMap<>();
    for (Map.Entry<Path, Long> entry : bytesByDirectory.entrySet()) {
      Path place = existing(entry.getKey());
      Need need = new Need(place, entry.getValue(), of(place).getUsableSpace());
      volumes.merge(Files.getAttribute(place, "unix:dev"), need, Need::and);
    }
    return volumes.values().stream().filter(need -> need.bytes() > need.usable()).findFirst();
  }

  private static Path existing(Path path) {
    Path existing = path;
    while (!Files.exists(existing)) {
      Path parent = existing.getParent();
      existing = parent == null ? Path.of("/") : parent;
    }
    return existing;
  }
}
