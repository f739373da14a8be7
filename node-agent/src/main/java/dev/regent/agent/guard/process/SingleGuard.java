package dev.regent.agent.guard.process;

import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.process.ProcessStat;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * One guard a data directory (H3): the lock file, then the socket. The kernel takes the lock back
 * when the process dies, however it dies.
 */
final class SingleGuard {
  private static final int BACKLOG = 8;

  private final GuardFiles files;

  SingleGuard(GuardFiles files) {
    this.files = files;
  }

  /**
   * Locks for as long as the process lives.
   *
   * @throws IOException when another guard has it, or the socket answers
   */
  void lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            files.lock(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null || isAnswered(files.socket())) {
      throw new IOException(
          "another guard lives on "
              + files.settings().dataDirectory()
              + ": process "
              + Files.readString(files.lock()).strip());
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(identity().getBytes(StandardCharsets.UTF_8)));
    channel.force(true);
  }

  /** The pipe, for the owner of this process only. */
  ServerSocketChannel listen() throws IOException {
    Path socket = files.socket();
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    return server;
  }

  private static boolean isAnswered(Path socket) {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return probe.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  private static String identity() {
    long pid = ProcessHandle.current().pid();
    long started = ProcessStat.read(pid).map(ProcessStat::startTicks).orElse(0L);
    return pid + " " + started + "\n";
  }
}
