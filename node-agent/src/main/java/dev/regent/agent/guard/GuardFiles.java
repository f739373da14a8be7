package dev.regent.agent.guard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where a guard's files are, and how those that must last are written. */
public record GuardFiles(GuardSettings settings) {
  /** The longest path of a Unix socket, without its closing zero (unix(7)). */
  private static final int MAX_SOCKET_BYTES = 107;

  /**
   * The pipe.
   *
   * @throws IllegalArgumentException when the path is too long for a socket
   */
  public Path socket() {
    Path socket = settings.runDirectory().resolve("guard.sock");
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_SOCKET_BYTES) {
      throw new IllegalArgumentException(
          "the guard's socket "
              + socket
              + " is "
              + length
              + " bytes long, a Unix socket may have 107: choose a shorter run directory");
    }
    return socket;
  }

  /**
   * Locked by the living guard, and its process id and start time inside. Beside the data directory
   * and not in it, so that neither a rewind nor a rebuild takes it away.
   */
  public Path lock() {
    Path data = settings.dataDirectory();
    return data.resolveSibling(data.getFileName() + ".guard.lock");
  }

  /** The start counter of the last session. */
  public Path session() {
    return settings.stateDirectory().resolve("guard.session");
  }

  /** What the guard printed. */
  public Path log() {
    return settings.runDirectory().resolve("guard.log");
  }

  private Path paused() {
    return settings.stateDirectory().resolve("guard.paused");
  }

  /** Whether the node is durably paused (H6). */
  public boolean isPaused() throws IOException {
    return Files.exists(paused()) && Files.readString(paused()).strip().equals("paused");
  }

  /** When this returns, the flag is on disk. */
  public void storePaused(boolean is) throws IOException {
    write(paused(), is ? "paused\n" : "not paused\n");
  }

  /**
   * Replaces a file's content; when this returns, it is on disk, the old or the new, never half.
   */
  public static void write(Path file, String content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, content);
    force(draft, StandardOpenOption.WRITE);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path parent = file.getParent();
    if (parent != null) {
      force(parent, StandardOpenOption.READ);
    }
  }

  private static void force(Path file, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(file, mode)) {
      channel.force(true);
    }
  }
}
