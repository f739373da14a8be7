package dev.regent.simulation.demo;

import dev.regent.simulation.drill.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds PostgreSQL's programs, or installs them where that is one command. */
public final class PostgresInstallation {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final List<String> NEEDED =
      List.of("postgres", "initdb", "pg_ctl", "pg_basebackup", "pg_rewind");

  private final Consumer<String> say;

  public PostgresInstallation(Consumer<String> say) {
    this.say = say;
  }

  /**
   * The programs.
   *
   * @throws CannotStart when there are none, with the command that installs them
   */
  public Programs find() {
    Optional<Path> found = newest();
    if (found.isEmpty()) {
      install();
      found = newest();
    }
    String user = Programs.isRoot() ? "postgres" : System.getProperty("user.name");
    return new Programs(
        found.orElseThrow(() -> new CannotStart("PostgreSQL was installed, but is not found")),
        user);
  }

  private static Optional<Path> newest() {
    return Stream.concat(Stream.concat(debian(), redHat()), onPath())
        .filter(PostgresInstallation::isComplete)
        .findFirst();
  }

  private static boolean isComplete(Path directory) {
    return NEEDED.stream().allMatch(program -> Files.isExecutable(directory.resolve(program)));
  }

  private static Stream<Path> debian() {
    return children(DEBIAN)
        .filter(version -> version.getFileName().toString().matches("1[3-8]"))
        .sorted(Comparator.reverseOrder())
        .map(version -> version.resolve("bin"));
  }

  private static Stream<Path> redHat() {
    return children(Path.of("/usr"))
        .filter(directory -> directory.getFileName().toString().matches("pgsql-1[3-8]"))
        .sorted(Comparator.reverseOrder())
        .map(directory -> directory.resolve("bin"));
  }

  private static Stream<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of);
  }

  private static Stream<Path> children(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList().stream();
    } catch (IOException none) {
      return Stream.empty();
    }
  }

  private void install() {
    boolean isDebian = Apt.isHere();
    if (!isDebian || !Programs.isRoot()) {
      throw new CannotStart(
          isDebian
              ? "PostgreSQL is missing; install it: sudo apt-get install postgresql"
              : "PostgreSQL is missing: install its server, version 13 to 18 (Fedora, RHEL:"
                  + " dnf install postgresql-server postgresql-contrib), and try again");
    }
    say.accept("PostgreSQL is missing: installing it");
    try {
      Apt.install(List.of("postgresql"));
    } catch (IOException failed) {
      throw new CannotStart("cannot install PostgreSQL: " + failed.getMessage(), failed);
    }
  }
}
