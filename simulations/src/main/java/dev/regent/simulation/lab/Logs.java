package dev.regent.simulation.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Keeps what systems logged when a run went wrong: their directories are removed. */
final class Logs {
  /** The logs of daemons, and not what is inside of a data directory. */
  private static final int DEPTH = 3;

  private Logs() {}

  /**
   * Copies all logs of a place to another directory, flat.
   *
   * @throws UncheckedIOException when that cannot be written
   */
  static void keep(Path root, Path to) {
    try (Stream<Path> files = Files.walk(root, DEPTH)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
      Files.createDirectories(to);
      for (Path log : logs) {
        String name = root.relativize(log).toString().replace('/', '-');
        Files.write(to.resolve(name), Files.readAllBytes(log));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot keep the logs in " + to, failed);
    }
  }
}
