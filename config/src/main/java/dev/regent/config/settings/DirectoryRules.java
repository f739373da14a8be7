package dev.regent.config.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data directory is PostgreSQL's alone: pg_rewind copies it, a rebuild moves it aside (D1).
 *
 * <ol>
 *   <li>Data directories are not the same and not in each other.
 *   <li>Nothing of the daemon is in one.
 *   <li>The run directory is short enough for the names of Unix sockets in it.
 * </ol>
 */
final class DirectoryRules {
  /** Linux allows 107 bytes for a socket's whole path. */
  static final int LONGEST_RUN_DIRECTORY = 80;

  private DirectoryRules() {}

  static List<Violation> violations(LocalSettings local) {
    List<Violation> found = new ArrayList<>();
    for (LocalPostgres one : local.postgres()) {
      Place data = dataDirectory(one);
      others(local, one)
          .filter(other -> isInside(other.path, data.path))
          .filter(other -> !comesFromState(other, local, data))
          .forEach(other -> found.add(inside(other, data)));
    }
    if (local.runDirectory().length() > LONGEST_RUN_DIRECTORY) {
      found.add(
          new Violation(
              List.of(Keys.LOCAL + "run-directory"),
              local.runDirectory().length() + " characters, too long for the sockets in it",
              "at most " + LONGEST_RUN_DIRECTORY + " characters"));
    }
    return List.copyOf(found);
  }

  private record Place(String key, String path) {}

  private static Place dataDirectory(LocalPostgres postgres) {
    return new Place(
        Keys.postgres(postgres.database(), "data-directory"), postgres.dataDirectory());
  }

  private static Stream<Place> others(LocalSettings local, LocalPostgres postgres) {
    Stream<Place> ownDirectories =
        Stream.of(
            new Place(Keys.LOCAL + "state-directory", local.stateDirectory()),
            new Place(Keys.LOCAL + "run-directory", local.runDirectory()),
            new Place(Keys.LOCAL + "log-directory", local.logDirectory()),
            new Place(Keys.LOCAL + "secrets.directory", local.secrets().directory()));
    Stream<Place> dataDirectories =
        local.postgres().stream()
            .filter(other -> !other.database().equals(postgres.database()))
            .map(DirectoryRules::dataDirectory);
    return Stream.of(ownDirectories, journalFile(local), dataDirectories).flatMap(s -> s);
  }

  private static Stream<Place> journalFile(LocalSettings local) {
    return switch (local.journal()) {
      case JournalSettings.Sqlite sqlite ->
          Stream.of(new Place(Keys.LOCAL + "journal.file", sqlite.file()));
      case JournalSettings.Postgresql _ -> Stream.empty();
    };
  }

  /** Most places have their default in the state directory; then it is enough to name that one. */
  private static boolean comesFromState(Place other, LocalSettings local, Place data) {
    return isInside(local.stateDirectory(), data.path)
        && other.path.startsWith(local.stateDirectory() + "/");
  }

  private static boolean isInside(String inner, String outer) {
    return inner.equals(outer) || inner.startsWith(outer + "/");
  }

  private static Violation inside(Place other, Place data) {
    return new Violation(
        List.of(other.key, data.key),
        "%s is the data directory %s or in it".formatted(other.path, data.key),
        "a place outside every data directory");
  }
}
