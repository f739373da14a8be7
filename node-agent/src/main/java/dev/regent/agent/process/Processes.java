package dev.regent.agent.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who works in a directory: the definition of "no process left" (V4).
 *
 * <p>A process belongs to a data directory when its working directory is that directory, by device
 * and inode, so that symbolic links, renames and mounts cannot hide it. The postmaster, every child
 * of it and what they start have it so. Zombies do not count; state D does. Never found: this
 * process, and a person's shell or editor, that is a process with a controlling terminal whose
 * program is no database server: it cannot commit, and killing the operator helps nobody.
 *
 * <p><b>Failure modes.</b> A process of another user hides its working directory from a daemon that
 * is not root; it could not open the data directory either (mode 0700).
 */
public final class Processes {
  private static final Path PROC = Path.of("/proc");

  private Processes() {}

  /** Every living process of the directory; empty when there is no such directory. */
  public static List<ProcessStat> in(Path directory) {
    Optional<Object> wanted = identity(directory);
    return wanted.map(Processes::workingIn).orElse(List.of());
  }

  /** Whether the process of that pid, started at that tick, still runs (a zombie does not). */
  public static boolean isAlive(long pid, long startTicks) {
    return ProcessStat.read(pid)
        .filter(found -> found.startTicks() == startTicks && found.isAlive())
        .isPresent();
  }

  /** Those whose parent is none of them: the postmaster, or backends that it left behind. */
  public static List<ProcessStat> roots(List<ProcessStat> found) {
    List<Long> pids = found.stream().map(ProcessStat::pid).toList();
    return found.stream().filter(process -> !pids.contains(process.parent())).toList();
  }

  /** Device and inode of a directory, as a value to compare; symbolic links are followed. */
  static Optional<Object> identity(Path directory) {
    try {
      return Optional.ofNullable(
          Files.readAttributes(directory, BasicFileAttributes.class).fileKey());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static List<ProcessStat> workingIn(Object wanted) {
    long self = ProcessHandle.current().pid();
    List<ProcessStat> found = new ArrayList<>();
    for (String name : numbered()) {
      long pid = Long.parseLong(name);
      if (pid != self
          && identity(PROC.resolve(name).resolve("cwd")).filter(wanted::equals).isPresent()) {
        ProcessStat.read(pid).filter(Processes::counts).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  private static List<String> numbered() {
    String[] names = new File("/proc").list((proc, name) -> Character.isDigit(name.charAt(0)));
    if (names == null) {
      throw new IllegalStateException("/proc cannot be read: mount it, nothing is safe without it");
    }
    return List.of(names);
  }

  private static boolean counts(ProcessStat process) {
    return process.isAlive() && !(process.terminal() && !isServer(process.pid()));
  }

  // A server that cannot be told for certain counts as one.
  private static boolean isServer(long pid) {
    try {
      String program = Files.readSymbolicLink(PROC.resolve(pid + "/exe")).toString();
      return program.contains("postgres") || program.contains("gauss");
    } catch (IOException unknown) {
      return true;
    }
  }
}
