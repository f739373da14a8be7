package dev.regent.agent.postgres;

import dev.regent.protocol.WalPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a rewind would destroy is kept (D1): the WAL past the fork, and a list of the transactions
 * in it. The newest three are kept.
 */
record Kept(Server server) {
  private static final int KEPT_MAX = 3;
  private static final String PREFIX = "kept_wal_";
  private static final Duration LIST_LIMIT = Duration.ofSeconds(60);

  void keepWal(WalFiles wal, WalPosition fork, WalPosition end) throws JobFailed, IOException {
    Path kept =
        server
            .layout()
            .sibling(PREFIX + "tl" + end.timeline() + "_" + Long.toHexString(end.lsn().value()));
    server.files().makeDirectory(kept);
    List<String> names = new ArrayList<>();
    for (Path segment : wal.segmentsFrom(end.timeline(), fork.lsn())) {
      Path copy = kept.resolve(segment.getFileName());
      Files.copy(segment, copy, StandardCopyOption.REPLACE_EXISTING);
      server.files().give(copy);
      names.add(segment.getFileName().toString());
    }
    server
        .files()
        .write(
            kept.resolve("LOST.txt"),
            "WAL from %s to %s was destroyed here by a rewind.\nSegments: %s\n\n%s"
                .formatted(fork, end, names, transactions(wal, fork, end)));
    DurableFiles.syncDirectory(kept);
    removeOldest();
  }

  /** pg_waldump ends with an error at the end of WAL: what it printed until then counts. */
  private String transactions(WalFiles wal, WalPosition fork, WalPosition end)
      throws JobFailed, IOException {
    List<String> command =
        List.of(
            server.settings().program("pg_waldump"),
            "--path=" + wal.directory(),
            "--timeline=" + end.timeline(),
            "--start=" + fork.lsn(),
            "--end=" + end.lsn(),
            "--rmgr=Transaction");
    try {
      return server.helpers().run("pg_waldump", command, LIST_LIMIT);
    } catch (JobFailed atEnd) {
      return String.valueOf(atEnd.getMessage());
    }
  }

  private void removeOldest() throws IOException {
    Path data = server.layout().data();
    String prefix = data.getFileName() + ".regent_" + PREFIX;
    List<Path> all;
    try (Stream<Path> siblings = Files.list(data.resolveSibling("."))) {
      all =
          siblings
              .map(Path::normalize)
              .filter(path -> path.getFileName().toString().startsWith(prefix))
              .sorted(Comparator.comparingLong(path -> path.toFile().lastModified()))
              .toList();
    }
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT_MAX))) {
      DurableFiles.deleteTree(old);
    }
  }
}
