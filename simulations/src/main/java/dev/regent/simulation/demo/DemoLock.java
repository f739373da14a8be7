package dev.regent.simulation.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One cell in a directory at a time. The kernel gives the lock back however this process ends. */
public final class DemoLock implements AutoCloseable {
  private final FileChannel channel;

  private DemoLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it. The file lies beside the directory, which is emptied.
   *
   * @throws CannotStart when another demo has it
   */
  public static DemoLock of(Path root) throws IOException {
    Path file = root.resolveSibling("." + root.getFileName() + ".lock");
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new CannotStart(
          "another demo or lab runs in %s: end it, or give another directory".formatted(root));
    }
    return new DemoLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
