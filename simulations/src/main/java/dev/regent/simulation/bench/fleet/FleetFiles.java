package dev.regent.simulation.bench.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration of a cell of two data nodes and a witness, with many databases.
 *
 * @param databases how many
 * @param addresses of a, b and w
 */
record FleetFiles(int databases, Addresses addresses) {
  static final String PREFERRED = "a";
  static final String OTHER = "b";
  static final String WITNESS = "w";
  private static final int FIRST_PORT = 10_000;

  /** Where the nodes are. */
  record Addresses(String a, String b, String w) {}

  /** What all nodes share: every primary belongs on a, so that its death moves all of them. */
  String cell() {
    return """
    # Written by regent bench cost.
    regent.cell {
      name = fleet
      nodes = [
        { name = a, role = data, host = %s }
        { name = b, role = data, host = %s }
        { name = w, role = witness, host = %s }
      ]
      databases = [
    %s  ]
    }
    """
        .formatted(
            addresses.a(),
            addresses.b(),
            addresses.w(),
            IntStream.range(0, databases)
                .mapToObj(FleetFiles::database)
                .collect(Collectors.joining()));
  }

  private static String database(int number) {
    return """
        {
          name = db%d
          voters = [ a, b, w ]
          data-nodes = [ { node = a, port = %d, priority = 200 }, { node = b, port = %d } ]
        }
    """
        .formatted(number, FIRST_PORT + number, FIRST_PORT + number);
  }

  /** Those of the witness. */
  static String witness(Path directory) {
    return """
    # Written by regent bench cost.
    include required("cell.conf")
    regent {
      self = w
      node {
        state-directory = "%s/state"
        run-directory = "%s/run"
        log-directory = "%s/log"
      }
    }
    """
        .formatted(directory, directory, directory);
  }

  /** Writes both; gives the witness's. */
  Path write(Path root) throws IOException {
    Files.writeString(root.resolve("cell.conf"), cell());
    Path directory = root.resolve(WITNESS);
    Files.createDirectories(directory);
    return Files.writeString(root.resolve("w.conf"), witness(directory));
  }
}
