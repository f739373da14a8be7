package dev.regent.agent.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings that Regent sets (postgres.md), as the text of the configuration file. */
final class RegentSettings {
  private static final Logger LOG = LoggerFactory.getLogger(RegentSettings.class);

  private static final Duration SHORTEST_REPLICATION_TIMEOUT = Duration.ofSeconds(5);
  private static final long MEGABYTE = 1024 * 1024;
  private static final long WAL_KEEP_MAX_MB = 1024;

  /** The longest path of a unix socket, less {@code /.s.PGSQL.65535}. */
  private static final int SOCKET_DIRECTORY_MAX = 92;

  /**
   * What no file and no ALTER SYSTEM may say otherwise (H1), in 13 to 18. Every restart is the
   * agent's. And a recovery, which every start is, ends only by a promotion through the guard: a
   * target that a point-in-time restore left would end it, or pause it for ever. An empty target is
   * none.
   */
  private static final List<String> FIXED =
      List.of(
          "restart_after_crash=off",
          "recovery_target=",
          "recovery_target_lsn=",
          "recovery_target_name=",
          "recovery_target_time=",
          "recovery_target_xid=",
          "recovery_target_timeline=latest");

  private RegentSettings() {}

  /** Arguments of every postgres that is started in the data directory; they win over files. */
  static List<String> arguments(Layout layout) {
    List<String> arguments = new ArrayList<>(List.of("-D", layout.data().toString()));
    arguments.addAll(List.of("-c", "config_file=" + layout.config()));
    arguments.addAll(List.of("-c", "hba_file=" + layout.hba()));
    FIXED.forEach(setting -> arguments.addAll(List.of("-c", setting)));
    return arguments;
  }

  static String text(PostgresSettings settings, int major, Map<String, String> user)
      throws IOException {
    Layout layout = Layout.of(settings);
    Map<String, String> own = own(settings, major);
    StringBuilder text = new StringBuilder("# Written by Regent at every start.\n");
    text.append("include_if_exists = ").append(path(layout.data().resolve("postgresql.conf")));
    text.append("\n\n# Regent\n");
    own.forEach((key, value) -> line(text, key, value));
    text.append("\n# The user's\n");
    for (Map.Entry<String, String> entry : user.entrySet()) {
      if (own.containsKey(entry.getKey())) {
        LOG.warn("setting={} value={} overrides Regent's", entry.getKey(), entry.getValue());
      }
      line(text, entry.getKey(), entry.getValue());
    }
    text.append("\ninclude = ").append(path(layout.dynamic())).append('\n');
    return text.toString();
  }

  private static Map<String, String> own(PostgresSettings settings, int major) throws IOException {
    Map<String, String> own = new LinkedHashMap<>();
    ofThisNode(settings, own);
    own.put("hot_standby", "on");
    own.put("wal_log_hints", "on");
    own.put("recovery_target_timeline", "latest");
    own.put("restart_after_crash", "off");
    own.put("logging_collector", "off");
    own.put("password_encryption", "scram-sha-256");
    if (major >= 14) {
      own.put("recovery_init_sync_method", "syncfs");
    }
    if (major < 16) {
      // Nothing but the guard promotes (H1).
      own.put("promote_trigger_file", "");
    }
    ofReplication(settings, own);
    return own;
  }

  private static void ofThisNode(PostgresSettings settings, Map<String, String> own) {
    Layout layout = Layout.of(settings);
    String run = layout.run().toString();
    own.put("data_directory", layout.data().toString());
    own.put("ident_file", layout.data().resolve("pg_ident.conf").toString());
    own.put("listen_addresses", "*");
    own.put("port", Integer.toString(settings.endpoint().port()));
    own.put("unix_socket_directories", run.length() > SOCKET_DIRECTORY_MAX ? "" : run);
    own.put("cluster_name", settings.node().name());
  }

  private static void ofReplication(PostgresSettings settings, Map<String, String> own)
      throws IOException {
    Duration twice = settings.leaseTtl().multipliedBy(2);
    Duration timeout =
        twice.compareTo(SHORTEST_REPLICATION_TIMEOUT) < 0 ? SHORTEST_REPLICATION_TIMEOUT : twice;
    own.put("wal_sender_timeout", timeout.toMillis() + "ms");
    own.put("wal_receiver_timeout", timeout.toMillis() + "ms");
    own.put("wal_receiver_status_interval", "1s");
    own.put("wal_retrieve_retry_interval", "500ms");
    own.put("tcp_keepalives_idle", "2");
    own.put("tcp_keepalives_interval", "1");
    own.put("tcp_keepalives_count", "3");
    own.put("tcp_user_timeout", settings.leaseTtl().toMillis() + "ms");
    long volume = walVolumeMegabytes(Layout.of(settings));
    own.put("max_slot_wal_keep_size", volume / 4 + "MB");
    own.put("wal_keep_size", Math.min(WAL_KEEP_MAX_MB, volume / 16) + "MB");
  }

  /** WAL may have a volume of its own; before there is any it will lie in the data directory. */
  private static long walVolumeMegabytes(Layout layout) throws IOException {
    Path wal = Files.exists(layout.wal()) ? layout.wal() : layout.data();
    return Volumes.of(wal).getTotalSpace() / MEGABYTE;
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append(" = ").append(ConfigFiles.quote(value)).append('\n');
  }

  private static String path(Path path) {
    return ConfigFiles.quote(path.toString());
  }
}
