package dev.regent.agent.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The five settings that must not be lower in recovery than they were on the primary that wrote the
 * WAL, or the server refuses to start. Since every start is in recovery (H1), the values of
 * pg_control are a floor; one that the user set lower is raised, with a warning.
 */
final class Floors {
  private static final Logger LOG = LoggerFactory.getLogger(Floors.class);

  private static final Duration LIMIT = Duration.ofSeconds(10);

  static final List<String> SETTINGS =
      List.of(
          "max_connections",
          "max_worker_processes",
          "max_wal_senders",
          "max_prepared_transactions",
          "max_locks_per_transaction");

  /** pg_controldata cuts long names. */
  private static final Map<String, String> LABELS =
      Map.of(
          "max_prepared_transactions", "max_prepared_xacts",
          "max_locks_per_transaction", "max_locks_per_xact");

  private Floors() {}

  /** The settings to raise, and to what; the configuration files have to be written before. */
  static Map<String, String> of(Server server, ControlFile control) throws JobFailed, IOException {
    Map<String, String> raised = new LinkedHashMap<>();
    for (String setting : SETTINGS) {
      String label = LABELS.getOrDefault(setting, setting) + " setting";
      int floor = Integer.parseInt(control.fields().getOrDefault(label, "0"));
      int configured = configured(server, setting);
      if (configured < floor) {
        LOG.warn("setting={} value={} raised to {}, that of the WAL", setting, configured, floor);
        raised.put(setting, Integer.toString(floor));
      }
    }
    return raised;
  }

  private static int configured(Server server, String setting) throws JobFailed, IOException {
    List<String> command = new ArrayList<>();
    command.add(server.settings().program("postgres"));
    command.addAll(RegentSettings.arguments(server.layout()));
    command.addAll(List.of("-C", setting));
    String output = server.helpers().run("setting", command, LIMIT);
    // Warnings about the files may come before the value.
    return Integer.parseInt(output.strip().lines().toList().getLast().strip());
  }
}
