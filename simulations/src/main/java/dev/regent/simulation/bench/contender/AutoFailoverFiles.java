package dev.regent.simulation.bench.contender;

import dev.regent.simulation.lab.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What pg_auto_failover is told: what {@code pg_autoctl create} makes, and a few lines more. */
final class AutoFailoverFiles {
  static final String AUTOCTL = "/usr/bin/pg_autoctl";

  private AutoFailoverFiles() {}

  /**
   * Where a server is made.
   *
   * @param programs where PostgreSQL's are
   */
  record Seat(Path data, String address, Path programs) {}

  /** Makes the monitor. */
  static List<String> createMonitor(Seat seat) {
    return create("monitor", seat, List.of());
  }

  /**
   * Makes a data node; the first one is the primary.
   *
   * @param name of the node
   * @param monitor its address
   */
  static List<String> createNode(String name, Seat seat, String monitor, Replicated mode) {
    List<String> more =
        List.of(
            "--name",
            name,
            "--monitor",
            "postgres://autoctl_node@%s:%d/pg_auto_failover?sslmode=prefer"
                .formatted(monitor, Hosts.POSTGRES),
            "--replication-quorum",
            Boolean.toString(mode == Replicated.SYNC));
    return create("postgres", seat, more);
  }

  private static List<String> create(String what, Seat seat, List<String> more) {
    return Stream.of(
            List.of(AUTOCTL, "create", what, "--pgdata", seat.data().toString()),
            List.of("--pgport", Integer.toString(Hosts.POSTGRES), "--hostname", seat.address()),
            List.of("--auth", "trust", "--no-ssl"),
            List.of("--pgctl", seat.programs().resolve("pg_ctl").toString()),
            more)
        .flatMap(List::stream)
        .toList();
  }

  static List<String> run(Path data) {
    return List.of(AUTOCTL, "run", "--pgdata", data.toString());
  }

  /** The keeper's own limit for being cut off; below it a demotion might come after a promotion. */
  static List<String> setPartitionTimeout(Path data, int seconds) {
    return List.of(
        AUTOCTL,
        "config",
        "set",
        "--pgdata",
        data.toString(),
        "timeout.network_partition_timeout",
        Integer.toString(seconds));
  }

  /** Lines for postgresql.conf of the monitor; none for what it ships with. */
  static String monitorSettings(Level level) {
    return switch (level) {
      case DEFAULT -> "";
      case FAST -> lines(fastest());
    };
  }

  /** In milliseconds. The least with which it still came to a failover each time. */
  static SortedMap<String, String> fastest() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("pgautofailover.health_check_period", "1000");
    settings.put("pgautofailover.health_check_timeout", "1000");
    settings.put("pgautofailover.health_check_retry_delay", "500");
    settings.put("pgautofailover.node_considered_unhealthy_timeout", "5000");
    settings.put("pgautofailover.primary_demote_timeout", "5000");
    return settings;
  }

  /** The same as every other system's servers have. */
  static String serverSettings() {
    return lines(Stage.serverSettings());
  }

  private static String lines(SortedMap<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> "%s = %s%n".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining("", System.lineSeparator(), ""));
  }

  /** A line for pg_hba.conf that lets clients in; its own users have lines of its own. */
  static String admission(String network) {
    return "host all app,postgres %s scram-sha-256%n".formatted(network);
  }
}
