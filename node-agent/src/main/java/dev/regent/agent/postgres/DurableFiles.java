package dev.regent.agent.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files that are on disk, whole, when a call returns, where nothing else is said: written aside,
 * fsynced, renamed, directory fsynced. They belong to the user that runs PostgreSQL and nobody else
 * reads them.
 */
final class DurableFiles {
  private final Optional<UserPrincipal> owner;

  private DurableFiles(Optional<UserPrincipal> owner) {
    this.owner = owner;
  }

  /** Root gives its files to the user that runs PostgreSQL; anyone else keeps them. */
  static DurableFiles forUser(String osUser) throws IOException {
    if (!isRoot()) {
      return new DurableFiles(Optional.empty());
    }
    Path root = Path.of("/");
    return new DurableFiles(
        Optional.of(
            root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(osUser)));
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  void write(Path path, String text) throws IOException {
    write(path, text, true);
    syncDirectory(parent(path));
  }

  /** Whole, but not on disk when this returns: for what is written anew before each start. */
  boolean replaceIfDifferent(Path path, String text) throws IOException {
    boolean differs = differs(path, text);
    if (differs) {
      write(path, text, false);
    }
    return differs;
  }

  private void write(Path path, String text, boolean durable) throws IOException {
    Path aside = path.resolveSibling(path.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
      give(aside);
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (durable) {
        channel.force(true);
      }
    }
    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns whether the file had another content, and so was written. */
  boolean writeIfDifferent(Path path, String text) throws IOException {
    boolean differs = differs(path, text);
    if (differs) {
      write(path, text);
    }
    return differs;
  }

  private static boolean differs(Path path, String text) throws IOException {
    return read(path).filter(text::equals).isEmpty();
  }

  static Optional<String> read(Path path) throws IOException {
    return Files.isRegularFile(path) ? Optional.of(Files.readString(path)) : Optional.empty();
  }

  void delete(Path path) throws IOException {
    if (Files.deleteIfExists(path)) {
      syncDirectory(parent(path));
    }
  }

  void makeDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path);
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    give(path);
  }

  void give(Path path) throws IOException {
    if (owner.isPresent()) {
      Files.setOwner(path, owner.get());
    }
  }

  /** A rename that is on disk when this returns. */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(parent(to));
  }

  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes a directory tree; links are removed, not followed. */
  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    syncDirectory(parent(root));
  }

  static boolean isAbsentOrEmpty(Path directory) throws IOException {
    return holdsOnly(directory, Set.of());
  }

  /** Whether there is nothing in it but files of these names, or no such directory. */
  static boolean holdsOnly(Path directory, Set<String> names) throws IOException {
    if (!Files.isDirectory(directory)) {
      return !Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.allMatch(entry -> names.contains(entry.getFileName().toString()));
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? Path.of("/") : parent;
  }
}
