package dev.regent.simulation.lab;

import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Server;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that takes all room of a data node's small disk, beside its data. */
record Filler(Path file) {
  private static final int CHUNK = 4096;

  static Filler of(Server server) {
    return new Filler(server.dataDirectory().resolveSibling("filler"));
  }

  /** Returns when there is no room left. */
  void fill() {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException full) {
      // As wanted.
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new DrillFailed("cannot make room: " + failed.getMessage(), failed);
    }
  }
}
