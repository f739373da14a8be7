package dev.regent.controller.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The journal's file and its place on disk, claimed by this process through a lock beside it. */
final class JournalFile {
  private static final String MAGIC = "SQLite format 3\0";

  private final Path path;
  private final FileChannel claim;

  private JournalFile(Path path, FileChannel claim) {
    this.path = path;
    this.claim = claim;
  }

  /**
   * Makes the directories and takes the lock.
   *
   * @throws JournalRefused when another process, or this one already, has it, or it is out of reach
   */
  static JournalFile claim(Path given) {
    Path path = given.toAbsolutePath().normalize();
    try {
      makeDirectories(path.getParent());
      return new JournalFile(path, lock(path));
    } catch (IOException e) {
      throw new JournalRefused(
          "The journal %s cannot be opened: %s. Its directory must be writable for the user that"
                  .formatted(path, reason(e))
              + " runs Regent.",
          e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    Path beside = path.resolveSibling(path.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new JournalRefused(
          "The journal %s is in use by another daemon (%s is locked). One daemon to a journal: stop"
                  .formatted(path, beside)
              + " the other one, or give this node its own state directory.");
    }
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** A directory's entry is lost with the power unless its parent is synced too. */
  private static void makeDirectories(@Nullable Path directory) throws IOException {
    if (directory == null || Files.isDirectory(directory)) {
      return;
    }
    makeDirectories(directory.getParent());
    Files.createDirectory(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    sync(directory.getParent());
  }

  private static void sync(@Nullable Path any) throws IOException {
    if (any != null) {
      try (FileChannel channel = FileChannel.open(any, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  Path path() {
    return path;
  }

  /**
   * Whether there is a journal already; an empty file is none.
   *
   * @throws JournalRefused when the file is something else
   */
  boolean isSqlite() throws IOException {
    if (!Files.exists(path) || Files.size(path) == 0) {
      return false;
    }
    ByteBuffer head = ByteBuffer.allocate(MAGIC.length());
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.read(head);
    } catch (IOException e) {
      throw new JournalRefused("The journal %s cannot be read: %s.".formatted(path, reason(e)), e);
    }
    if (!new String(head.array(), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
      throw new JournalRefused(SqliteErrors.damaged(path, "it is no SQLite database"));
    }
    return true;
  }

  long bytes() throws IOException {
    return Files.size(path);
  }

  /** Makes the file and its entry in the directory durable. */
  void sync() throws IOException {
    sync(path);
    sync(path.getParent());
  }

  /** How much room is left, for a person. */
  String space() {
    try {
      long free = Files.getFileStore(path.toAbsolutePath()).getUsableSpace();
      return free < (1 << 20) ? "DISK FULL: %d bytes left".formatted(free) : mebibytes(free);
    } catch (IOException e) {
      return "its file is out of reach: " + reason(e);
    }
  }

  private static String mebibytes(long free) {
    return (free >> 20) + " MiB of disk left";
  }

  void release() {
    try {
      claim.close();
    } catch (IOException e) {
      throw new JournalRefused("The lock of " + path + " cannot be released", e);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
