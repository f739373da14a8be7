package dev.regent.simulation.bench.cost;

import dev.regent.agent.process.ProcessStat;
import java.util.Locale;
import java.util.Optional;

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

  /** Where a living process belongs; empty when there is no such process (any more). */
  static Optional<Part> of(long process) {
    return ProcessStat.read(process)
        .flatMap(found ->
            ProcessStat.commandLine(process)
                .map(line -> of(found.command(), line.replace('\0', ' '))));
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
