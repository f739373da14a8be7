package dev.regent.agent.daemon;

import dev.regent.config.settings.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the programs of PostgreSQL. */
final class PostgresPrograms {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private PostgresPrograms() {}

  /**
   * The configured directory, or the newest version that is installed.
   *
   * @throws Refused when there is no postgres in it
   */
  static Path find(LocalPostgres postgres) throws Refused {
    Optional<Path> directory = postgres.binDirectory().map(Path::of).or(PostgresPrograms::newest);
    if (directory.isEmpty() || !Files.isExecutable(directory.get().resolve("postgres"))) {
      throw new Refused(
          "no PostgreSQL server is installed at %s; install versions 13 to 18 (Debian, Ubuntu:"
                  .formatted(directory.orElse(DEBIAN))
              + " apt-get install postgresql) or set bin-directory");
    }
    return directory.get();
  }

  private static Optional<Path> newest() {
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("[0-9]{2}"))
          .max(Comparator.comparing(version -> version.getFileName().toString()))
          .map(version -> version.resolve("bin"));
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
