package dev.regent.agent.postgres;

import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The processes of the data directory, as the guard counts them too (V4). */
record DataProcesses(Layout layout) {
  /** A process, told from a later one with the same number by its start time. */
  record Identity(long pid, long startTicks) {}

  /** The postmaster that postmaster.pid names, if it lives and works in the data directory. */
  Optional<Identity> postmaster() {
    try {
      Optional<String> text = DurableFiles.read(layout.postmasterPid());
      if (text.isEmpty()) {
        return Optional.empty();
      }
      long pid = firstNumber(text.get());
      return worksHere(pid) ? identity(pid) : Optional.empty();
    } catch (IOException | NumberFormatException beingWritten) {
      return Optional.empty();
    }
  }

  /**
   * Whether a lock file of PostgreSQL's, which names a process and its data directory, is of this
   * directory, but its process lives and works elsewhere. False when that cannot be told.
   */
  boolean namesAnother(Path lockFile) {
    try {
      String text = DurableFiles.read(lockFile).orElse("");
      boolean ours =
          text.lines()
              .skip(1)
              .findFirst()
              .filter(directory -> Path.of(directory).equals(layout.data().normalize()))
              .isPresent();
      return ours && identity(firstNumber(text)).isPresent() && !worksHere(firstNumber(text));
    } catch (IOException | NumberFormatException beingWritten) {
      return false;
    }
  }

  private static long firstNumber(String lockFile) {
    return Long.parseLong(lockFile.lines().findFirst().orElse("0").strip());
  }

  private boolean worksHere(long pid) throws IOException {
    return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), layout.data());
  }

  /** All processes of the data directory that could still do something. */
  List<Long> left() {
    return Processes.in(layout.data()).stream().map(ProcessStat::pid).toList();
  }

  /**
   * The postmaster's children that wait for the first word of their client: until they have it they
   * go by its title.
   */
  List<Long> waitingForClients() {
    Optional<Long> postmaster = postmaster().map(Identity::pid);
    Optional<String> its = postmaster.flatMap(ProcessStat::commandLine);
    return its.isEmpty()
        ? List.of()
        : left().stream()
            .filter(pid -> !postmaster.equals(Optional.of(pid)))
            .filter(pid -> ProcessStat.commandLine(pid).equals(its))
            .toList();
  }

  /** Empty when there is no such process or it is a zombie. */
  static Optional<Identity> identity(long pid) {
    return ProcessStat.read(pid)
        .filter(ProcessStat::isAlive)
        .map(found -> new Identity(found.pid(), found.startTicks()));
  }
}
