package dev.regent.agent.guard.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code global/pg_control}, for one question: did a server that started in recovery leave it?
 *
 * <p>The state "in production" alone does not say so: a crashed primary leaves it, and the next
 * server, in recovery, changes it only after syncing the data directory, which can take seconds. In
 * a file that changed since the start it does: the first change is to "in recovery".
 *
 * <p><b>Source.</b> PostgreSQL: pg_control.h (the state follows two words and two half words),
 * StartupXLOG.
 */
final class ControlFile {
  private static final int STATE_OFFSET = 16;
  private static final int IN_PRODUCTION = 6;

  private final Path file;

  ControlFile(Path data) {
    this.file = data.resolve("global").resolve("pg_control");
  }

  /** Its bytes, if they can be read. */
  Optional<byte[]> read() {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Whether a server that started when the file was {@code atStart} has left recovery. */
  boolean hasLeftRecovery(byte[] atStart) {
    Optional<byte[]> first = read();
    Optional<byte[]> second = read();
    // Two equal readings: none was torn by a write in between.
    return first.isPresent()
        && second.isPresent()
        && Arrays.equals(first.get(), second.get())
        && !Arrays.equals(first.get(), atStart)
        && state(first.get()) == IN_PRODUCTION;
  }

  private static int state(byte[] content) {
    return content.length < STATE_OFFSET + Integer.BYTES
        ? -1
        : ByteBuffer.wrap(content).order(ByteOrder.nativeOrder()).getInt(STATE_OFFSET);
  }
}
