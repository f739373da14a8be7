package dev.regent.agent.guard.process;

import dev.regent.agent.guard.GuardFiles;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The start counter: every session of a node is above those before it, as long as either the file
 * or the wall clock is right.
 */
final class SessionStore {
  private final Path file;

  SessionStore(Path file) {
    this.file = file;
  }

  /** A session above all before it; on disk when this returns. */
  Session next(NodeId node, Instant now, long random) throws IOException {
    long start = Math.max(stored() + 1, now.toEpochMilli());
    GuardFiles.write(file, start + "\n");
    return new Session(node, start, random);
  }

  private long stored() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    String text = Files.readString(file).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException damaged) {
      throw new IOException(
          "the session counter "
              + file
              + " holds '"
              + text
              + "' and no number: delete it if the"
              + " wall clock is right",
          damaged);
    }
  }
}
