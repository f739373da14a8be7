package dev.regent.config.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A node's configuration file in a directory of its own, and what comes of loading it. */
record NodeFile(Path directory, String text) {
  /** Node a of three; everything that a test changes is on a line of its own. */
  static final String GOOD =
      """
      regent {
        self = a
        profile = default
        cell {
          name = shop
          nodes = [
            { name = a, role = data, host = 10.0.0.1 }
            { name = b, role = data, host = 10.0.0.2 }
            { name = w, role = witness, host = 10.0.0.3 }
          ]
          lease { renew-interval = 500 ms }
          election { beat-interval = 200 ms }
          databases = [
            {
              name = orders
              voters = [a, b, w]
              mode = availability
              data-nodes = [
                { node = a }
                { node = b, port = 5432 }
              ]
              vip { address = "10.0.0.100/24", device = eth0 }
              timings { standby-grace = 400 ms }
            }
          ]
        }
        node {
          state-directory = /var/lib/regent
          journal { kind = sqlite }
          watchdog { mode = off }
          postgres = [
            { database = orders, data-directory = /data/orders }
          ]
        }
      }
      """;

  static NodeFile good(Path directory) {
    return new NodeFile(directory, GOOD);
  }

  /** The file with one part of it replaced. */
  NodeFile with(String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalArgumentException("not in the file: " + from);
    }
    return new NodeFile(directory, text.replace(from, to));
  }

  LoadResult load() {
    try {
      return ConfigLoader.load(Files.writeString(directory.resolve("node.conf"), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LoadResult.Loaded loaded() {
    return switch (load()) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Invalid invalid -> throw new AssertionError(invalid.message());
    };
  }

  /** As a person sees them, but for the directory. */
  List<String> problems() {
    return switch (load()) {
      case LoadResult.Loaded loaded -> throw new AssertionError("no problem in " + loaded);
      case LoadResult.Invalid invalid ->
          invalid.problems().stream()
              .map(problem -> problem.toString().replace(directory + "/", ""))
              .toList();
    };
  }
}
