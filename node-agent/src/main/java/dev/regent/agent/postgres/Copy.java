package dev.regent.agent.postgres;

import dev.regent.protocol.SystemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A new copy of the upstream, taken into a side directory while the old directory stays as it is,
 * and swapped in when it is complete (D1).
 *
 * <p>Names beside the data directory: {@code new} while it is copied, {@code ready} when it is
 * whole, {@code kept} for the replaced one. <b>Failure modes.</b> Interrupted while copying: the
 * side directory, and what was written outside it for its tablespaces, is removed and the copy
 * taken again. Interrupted between the two renames: the data directory is missing and {@code ready}
 * is there, so it is renamed.
 */
record Copy(Server server, Directory directory) {
  private static final Duration LIMIT = Duration.ofDays(2);
  private static final String FRESH = "copied";
  static final String KEPT = "kept";
  static final String KEPT_BEFORE = "kept_before";

  /** Goes on with a swap that was interrupted. */
  void resume() throws IOException {
    Path ready = server.layout().sibling("ready");
    if (!Files.isDirectory(ready)) {
      return;
    }
    if (directory.isAbsent()) {
      moveIn(ready);
    } else {
      DurableFiles.deleteTree(ready);
    }
  }

  /** A whole copy lies in place that never became consistent yet. */
  boolean isFresh() throws IOException {
    return directory.isNotIntactFor(FRESH);
  }

  /** Copies and swaps; afterwards the server is stopped and the copy in place. */
  void take(UpstreamServer upstream) throws JobFailed, IOException {
    Path side = server.layout().sibling("new");
    // Before the space is looked at: what an interrupted copy left would be in the way for ever.
    removeInterrupted(side);
    requireSpace(upstream.sizes());
    server.files().makeDirectory(side);
    upstream.ensureSlot(PostgresSettings.slotOf(server.settings().node()));
    server.helpers().run("pg_basebackup", command(upstream, side), LIMIT);
    requireSame(upstream, side);
    directory.mark(side);
    // From here on they are in use.
    server.files().delete(outside());
    Path ready = server.layout().sibling("ready");
    DurableFiles.rename(side, ready);
    swap(ready);
  }

  private void removeInterrupted(Path side) throws IOException {
    DurableFiles.deleteTree(side);
    for (String place : DurableFiles.read(outside()).orElse("").split("\0", -1)) {
      if (!place.isEmpty()) {
        DurableFiles.deleteTree(Path.of(place));
      }
    }
    server.files().delete(outside());
  }

  /** Notes which directories outside its own a copy writes to, as long as it is under way. */
  private Path outside() {
    return server.layout().sibling("new_outside");
  }

  /** The replaced directory of the time before goes only when its replacement streams (D1). */
  void removeOldKept() throws IOException {
    DurableFiles.deleteTree(server.layout().sibling(KEPT_BEFORE));
  }

  private void swap(Path ready) throws JobFailed, IOException {
    Path data = server.layout().data();
    if (!directory.isAbsent()) {
      directory.markNotIntact("swap");
      server.kill();
      Path kept = server.layout().sibling(KEPT);
      if (Files.isDirectory(kept)) {
        DurableFiles.deleteTree(server.layout().sibling(KEPT_BEFORE));
        DurableFiles.rename(kept, server.layout().sibling(KEPT_BEFORE));
      }
      DurableFiles.rename(data, kept);
    }
    moveIn(ready);
  }

  private void moveIn(Path ready) throws IOException {
    directory.markNotIntact(FRESH);
    directory.removeAbsent();
    DurableFiles.rename(ready, server.layout().data());
  }

  private List<String> command(UpstreamServer upstream, Path side) throws JobFailed, IOException {
    List<String> command = new ArrayList<>();
    command.add(server.settings().program("pg_basebackup"));
    command.add("--pgdata=" + side);
    command.add("--dbname=" + server.config().conninfo(upstream.upstream()));
    command.addAll(List.of("--checkpoint=fast", "--wal-method=stream", "--no-password"));
    command.add("--slot=" + PostgresSettings.slotOf(server.settings().node()));
    List<String> outside = new ArrayList<>();
    for (String location : upstream.tablespaceLocations()) {
      outside.add(unused(Path.of(location)).toString());
      command.add("--tablespace-mapping=" + location + "=" + outside.getLast());
    }
    Optional<Path> walLink = walLink();
    if (walLink.isPresent()) {
      outside.add(unused(walLink.get()).toString());
      command.add("--waldir=" + outside.getLast());
    }
    if (!outside.isEmpty()) {
      server.files().write(outside(), String.join("\0", outside));
    }
    return command;
  }

  private Optional<Path> walLink() throws IOException {
    Path wal = server.layout().wal();
    return Files.isSymbolicLink(wal) ? Optional.of(Files.readSymbolicLink(wal)) : Optional.empty();
  }

  /** A directory beside another one, on the same file system, made for the OS user. */
  private Path unused(Path location) throws IOException {
    String base = location.getFileName().toString().replaceFirst("\\.regent_\\d+$", "");
    int number = 1;
    Path candidate = location.resolveSibling(base + ".regent_" + number);
    while (!DurableFiles.isAbsentOrEmpty(candidate)) {
      number++;
      candidate = location.resolveSibling(base + ".regent_" + number);
    }
    server.files().makeDirectory(candidate);
    return candidate;
  }

  /** Each volume takes its part: a tablespace, or a pg_wal that is a link, lies beside its own. */
  private void requireSpace(UpstreamServer.Sizes sizes) throws JobFailed, IOException {
    Path beside = parent(server.layout().data());
    Map<Path, Long> needs = new LinkedHashMap<>();
    needs.put(beside, sizes.data());
    needs.merge(walLink().map(Copy::parent).orElse(beside), sizes.wal(), Long::sum);
    sizes.tablespaces().forEach((at, bytes) -> needs.merge(parent(at), bytes, Long::sum));
    Optional<Volumes.Need> tooSmall = Volumes.tooSmall(needs);
    if (tooSmall.isPresent()) {
      throw noSpace(tooSmall.get());
    }
  }

  private JobFailed noSpace(Volumes.Need need) {
    return JobFailed.retry(
        "no-space",
        "a copy needs %d bytes in %s, where %d are free; free some, or remove what nobody needs"
                .formatted(need.bytes(), need.place(), need.usable())
            + " of %s*".formatted(server.layout().sibling(KEPT)));
  }

  private static Path parent(Path path) {
    return path.resolveSibling(".").normalize();
  }

  private void requireSame(UpstreamServer upstream, Path side) throws JobFailed {
    Optional<SystemId> copied = ControlFile.systemIdOf(side);
    if (!copied.equals(Optional.of(upstream.upstream().systemId()))) {
      throw JobFailed.stop("wrong-system-id", "the copy is of " + copied);
    }
  }
}
