package dev.regent.agent.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** global/pg_control of a stopped server, through pg_controldata, which knows its version. */
record ControlFile(
    String state,
    TimelineId timeline,
    Lsn checkpoint,
    long segmentBytes,
    Map<String, String> fields) {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long STATE_OFFSET = 16;

  static final String SHUT_DOWN = "shut down";

  static ControlFile read(Server server) throws JobFailed, IOException {
    Path directory = server.layout().data();
    String program = server.settings().program("pg_controldata");
    String output =
        server.helpers().run("pg_controldata", List.of(program, directory.toString()), LIMIT);
    Map<String, String> fields = new TreeMap<>();
    for (String line : output.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return new ControlFile(
        field(fields, "Database cluster state"),
        new TimelineId(Integer.parseInt(field(fields, "Latest checkpoint's TimeLineID"))),
        Lsn.parse(field(fields, "Latest checkpoint location")),
        Long.parseLong(field(fields, "Bytes per WAL segment")),
        fields);
  }

  /**
   * Whether the server has written all that an orderly stop writes: {@code DB_SHUTDOWNED} or {@code
   * DB_SHUTDOWNED_IN_RECOVERY} of catalog/pg_control.h, after the identifier and two versions in
   * every version. False while it cannot be read.
   */
  static boolean isShutDown(Path directory) {
    try (RandomAccessFile control = open(directory)) {
      control.seek(STATE_OFFSET);
      int state = Integer.reverseBytes(control.readInt());
      return state == 1 || state == 2;
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static RandomAccessFile open(Path directory) throws IOException {
    return new RandomAccessFile(directory.resolve("global/pg_control").toFile(), "r");
  }

  /** The system identifier: the first eight bytes of pg_control in every version. */
  static Optional<SystemId> systemIdOf(Path directory) {
    try (RandomAccessFile control = open(directory)) {
      return Optional.of(
          new SystemId(Long.toUnsignedString(Long.reverseBytes(control.readLong()))));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static String field(Map<String, String> fields, String name) throws JobFailed {
    String value = fields.get(name);
    if (value == null) {
      throw JobFailed.stop("bad-control-file", "pg_controldata shows no '" + name + "'");
    }
    return value;
  }
}
