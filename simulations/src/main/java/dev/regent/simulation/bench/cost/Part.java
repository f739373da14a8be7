package dev.regent.simulation.bench.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a process on a host belongs to. */
public enum Part {
  REGENT_DAEMON,
  REGENT_GUARD,
  PATRONI,
  ETCD,
  HAPROXY,
  KEEPALIVED,
  POSTGRESQL,
  /** Programs that one of the others has started. */
  HELPER;

  private static final String DAEMON = "dev.regent.agent.cli.Main";
  private static final String GUARD = "dev.regent.agent.guard.process.GuardMain";

  /**
   * Where a process belongs.
   *
   * @param command the kernel's short name
   * @param line its command line, words separated by blanks
   */
  static Part of(String command, String line) {
    return switch (command) {
      case "patroni" -> PATRONI;
      case "etcd" -> ETCD;
      case "haproxy" -> HAPROXY;
      case "keepalived" -> KEEPALIVED;
      case "postgres" -> POSTGRESQL;
      default -> ofJava(line);
    };
  }

  private static Part ofJava(String line) {
    if (line.contains(GUARD)) {
      return REGENT_GUARD;
    }
    return line.contains(DAEMON + " node ") ? REGENT_DAEMON : HELPER;
  }

  /**
   * Where a living process belongs.
   *
   * @throws IOException when there is no such process (any more)
   */
  static Part of(long process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process));
    byte[] line = Files.readAllBytes(proc.resolve("cmdline"));
    return of(
        Files.readString(proc.resolve("comm")).strip(),
        new String(line, StandardCharsets.UTF_8).replace('\0', ' '));
  }

  /** Whether it is what the benchmark weighs: PostgreSQL is the same for all. */
  boolean isControl() {
    return this != POSTGRESQL;
  }

  /** As in tables and files. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
