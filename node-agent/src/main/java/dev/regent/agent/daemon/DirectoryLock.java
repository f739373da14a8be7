package dev.regent.agent.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second daemon away from a directory for as long as this process lives.
 *
 * <p>The file lies beside the directory, so that the directory itself may be renamed (D1).
 */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private DirectoryLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @throws Refused when another daemon has it
   */
  static DirectoryLock of(Path directory) throws Refused {
    Path file = directory.resolveSibling("." + directory.getFileName() + ".regent-lock");
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new Refused(
            "another Regent daemon already manages "
                + directory
                + " (lock "
                + file
                + "): stop it first, or give this one another directory");
      }
      return new DirectoryLock(channel, lock);
    } catch (IOException e) {
      throw new Refused("cannot lock " + directory + ": " + e.getMessage(), e);
    }
  }

  @org.jspecify.annotations.Nullable
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
