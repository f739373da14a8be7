package dev.regent.agent.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which processes of a data directory are left (V4): those whose working directory is it, by device
 * and inode, in another state than Z or X. State D counts as alive.
 */
final class Processes {
  private static final Path PROC = Path.of("/proc");

  private final Layout layout;

  Processes(Layout layout) {
    this.layout = layout;
  }

  /** A process, told from a later one with the same number by its start time. */
  record Identity(long pid, long startTime) {}

  /** The postmaster that postmaster.pid names, if it lives and runs in the data directory. */
  Optional<Identity> postmaster() {
    try {
      Optional<String> text = DurableFiles.read(layout.postmasterPid());
      if (text.isEmpty()) {
        return Optional.empty();
      }
      long pid = Math.abs(Long.parseLong(text.get().lines().findFirst().orElse("0").strip()));
      return pid > 0 && belongs(PROC.resolve(Long.toString(pid)), directoryKey())
          ? identity(pid)
          : Optional.empty();
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  /** All processes of the data directory that could still do something. */
  List<Long> left() throws IOException {
    List<Long> found = new ArrayList<>();
    Object key = directoryKey();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        if (belongs(entry, key)) {
          found.add(Long.parseLong(entry.getFileName().toString()));
        }
      }
    }
    return found;
  }

  /** Empty when there is no such process or it is a zombie. */
  static Optional<Identity> identity(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      // The command name, in parentheses, may hold spaces: fields count from after it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") || fields[0].equals("X")
          ? Optional.empty()
          : Optional.of(new Identity(pid, Long.parseLong(fields[19])));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static boolean belongs(Path process, Object directory) {
    try {
      Object cwd =
          Files.readAttributes(process.resolve("cwd"), BasicFileAttributes.class).fileKey();
      return directory.equals(cwd)
          && identity(Long.parseLong(process.getFileName().toString())).isPresent();
    } catch (IOException goneOrForeign) {
      return false;
    }
  }

  private Object directoryKey() throws IOException {
    if (!Files.isDirectory(layout.data())) {
      return "absent";
    }
    Object key = Files.readAttributes(layout.data(), BasicFileAttributes.class).fileKey();
    return key == null ? "absent" : key;
  }
}
