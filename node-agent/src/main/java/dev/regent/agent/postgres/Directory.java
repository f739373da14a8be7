package dev.regent.agent.postgres;

import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the data directory is, and the durable notes about it. */
record Directory(PostgresSettings settings, Layout layout, DurableFiles files) {
  /** Why a directory is not intact in which nothing was changed yet. */
  static final String TO_BE_REWOUND = "to-be-rewound";

  static Directory of(Server server) {
    return new Directory(server.settings(), server.layout(), server.files());
  }

  /**
   * No database. The signal file alone is none: somebody emptied the directory just when it was put
   * there for a start.
   */
  boolean isAbsent() throws IOException {
    return DurableFiles.holdsOnly(layout.data(), Set.of(Layout.SIGNAL));
  }

  /** Makes room where {@link #isAbsent} said that there is no database. */
  void removeAbsent() throws IOException {
    Files.deleteIfExists(layout.standbySignal());
    Files.deleteIfExists(layout.data());
  }

  /** Only a directory that carries our marker is ever touched (D2). */
  void requireOurs() throws JobFailed, IOException {
    Optional<String> owner = DurableFiles.read(layout.owner()).map(String::strip);
    if (!owner.equals(Optional.of(settings.database().name()))) {
      throw JobFailed.stop(
          "not-ours",
          "data directory %s is not empty and belongs to %s, not to database %s; empty it or name"
                  .formatted(
                      layout.data(), owner.orElse("nobody Regent knows"), settings.database())
              + " another directory");
    }
  }

  /** Puts in place what every managed directory has: the signal file (H1) and the owner. */
  void mark(Path directory) throws IOException {
    putStandbySignal(directory);
    files.write(Layout.owner(directory), settings.database() + "\n");
  }

  void putStandbySignal(Path directory) throws IOException {
    files.write(directory.resolve(Layout.SIGNAL), "");
  }

  /** True unless a rewind or a swap began and did not end (S2). */
  boolean isIntact() {
    return !Files.exists(layout.notIntactMarker());
  }

  /**
   * All that was written here is here still, so that the server can start. More than {@link
   * #isIntact}: that is no answer to who may become primary (S2).
   */
  boolean isWhole() throws IOException {
    return isIntact() || isNotIntactFor(TO_BE_REWOUND);
  }

  /** Whether that is why it is not intact. */
  boolean isNotIntactFor(String why) throws IOException {
    return DurableFiles.read(layout.notIntactMarker())
        .filter(text -> text.strip().equals(why))
        .isPresent();
  }

  void markNotIntact(String why) throws IOException {
    files.write(layout.notIntactMarker(), why + "\n");
  }

  void markIntact() throws IOException {
    files.delete(layout.notIntactMarker());
  }

  void markCut(Revision revision) throws IOException {
    files.writeIfDifferent(
        layout.cutMarker(), revision.term().number() + " " + revision.index() + "\n");
  }

  Optional<Revision> cut() throws IOException {
    return DurableFiles.read(layout.cutMarker())
        .map(text -> text.strip().split(" ", -1))
        .map(
            fields -> new Revision(new Term(Long.parseLong(fields[0])), Long.parseLong(fields[1])));
  }

  void removeCut() throws IOException {
    files.delete(layout.cutMarker());
  }

  /**
   * Removes the empty history files of a promotion that never happened (S5): those above every full
   * one. Recovery would choose the highest as its target and wait for it for ever (measured). Below
   * a full one they stay, since followers fetch them all.
   */
  void removeUnusedReservations() throws IOException {
    List<Path> histories;
    try (Stream<Path> entries = Files.list(layout.wal())) {
      histories =
          entries
              .filter(path -> path.getFileName().toString().endsWith(".history"))
              .sorted((a, b) -> b.compareTo(a))
              .toList();
    }
    for (Path history : histories) {
      if (Files.size(history) > 0) {
        return;
      }
      files.delete(history);
    }
  }
}
