package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job.Upstream;
import dev.regent.protocol.SyncRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layers of settings, later ones winning: the data directory's postgresql.conf, Regent's, the
 * user's, the dynamic file, and last postgresql.auto.conf, from which Regent's keys are removed.
 */
final class ConfigFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigFiles.class);

  /** Keys that Regent alone sets: another value breaks a safety rule. */
  private static final List<String> RESERVED =
      List.of(
          "primary_conninfo",
          "primary_slot_name",
          "synchronous_standby_names",
          "config_file",
          "data_directory",
          "hba_file",
          "ident_file",
          "hot_standby",
          "promote_trigger_file",
          "port",
          "recovery_target_timeline",
          "restart_after_crash");

  private final PostgresSettings settings;
  private final Layout layout;
  private final DurableFiles files;

  /** Unknown for a daemon that just came: it may have died between writing and reloading. */
  private boolean needsReload = true;

  ConfigFiles(PostgresSettings settings, DurableFiles files) {
    this.settings = settings;
    this.layout = Layout.of(settings);
    this.files = files;
  }

  /** What changes while the server runs. */
  record Dynamic(String conninfo, String slot, String syncNames) {
    Dynamic followingNothing() {
      return new Dynamic("", "", syncNames);
    }

    Dynamic withSync(String names) {
      return new Dynamic(conninfo, slot, names);
    }

    private String text() {
      return "primary_conninfo = "
          + quote(conninfo)
          + "\nprimary_slot_name = "
          + quote(slot)
          + "\nsynchronous_standby_names = "
          + quote(syncNames)
          + "\n";
    }
  }

  /** Everything a start needs: follows nothing, closed, acknowledges nothing (S2, R6, S4). */
  void writeForStart(int major, Dynamic dynamic) throws IOException {
    files.writeIfDifferent(layout.config(), RegentSettings.text(settings, major, userSettings()));
    writeDynamic(dynamic);
    writeHba(false);
    removeReservedFromAutoConf();
  }

  /** A standby's rule: the checkpointer then knows of a rule before any promotion (S4). */
  Dynamic following(Optional<Upstream> upstream) {
    SyncRule rule = settings.mode().isSynchronous() ? SyncRule.BLOCK : SyncRule.NONE;
    return new Dynamic(
        upstream.map(this::conninfo).orElse(""),
        upstream.isPresent() ? PostgresSettings.slotOf(settings.node()) : "",
        SyncControl.names(rule));
  }

  Dynamic dynamic() throws IOException {
    Map<String, String> values =
        DurableFiles.read(layout.dynamic())
            .orElse("")
            .lines()
            .map(line -> line.split(" = ", 2))
            .filter(parts -> parts.length == 2)
            .collect(Collectors.toMap(parts -> parts[0], parts -> unquote(parts[1])));
    return new Dynamic(
        values.getOrDefault("primary_conninfo", ""),
        values.getOrDefault("primary_slot_name", ""),
        values.getOrDefault("synchronous_standby_names", ""));
  }

  void writeDynamic(Dynamic dynamic) throws IOException {
    needsReload |= files.writeIfDifferent(layout.dynamic(), dynamic.text());
  }

  void writeHba(boolean open) throws IOException {
    needsReload |= files.replaceIfDifferent(layout.hba(), Hba.text(settings, open));
  }

  /** Whether the running server may have read other files than these. */
  boolean needsReload() {
    return needsReload;
  }

  void markLoaded() {
    needsReload = false;
  }

  boolean isOpen() {
    try {
      return DurableFiles.read(layout.hba()).filter(Hba::isOpen).isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** A connection string for a peer; the password is in the passfile. */
  String conninfo(Upstream upstream) {
    return conninfo(upstream, Secrets.REPLICATION_ROLE) + " application_name=" + settings.node();
  }

  String conninfo(Upstream upstream, String role) {
    String passfile = layout.passfile().toString().replace("\\", "\\\\").replace("'", "\\'");
    return "host=%s port=%d user=%s passfile='%s' connect_timeout=2"
            .formatted(upstream.endpoint().host(), upstream.endpoint().port(), role, passfile)
        + " keepalives_idle=2 keepalives_interval=1 keepalives_count=3 tcp_user_timeout="
        + settings.leaseTtl().toMillis();
  }

  /** Helpers and walreceivers read the passwords from it. */
  void writePassfile() throws IOException {
    Secrets secrets = settings.secrets();
    files.writeIfDifferent(
        layout.passfile(),
        passLine(Secrets.SUPERUSER_ROLE, secrets.superuser())
            + passLine(Secrets.REPLICATION_ROLE, secrets.replication())
            + passLine(Secrets.REWIND_ROLE, secrets.rewind()));
  }

  private static String passLine(String role, String password) {
    String escaped = password.replace("\\", "\\\\").replace(":", "\\:");
    return "*:*:*:" + role + ":" + escaped + "\n";
  }

  private Map<String, String> userSettings() {
    Map<String, String> allowed = new java.util.TreeMap<>(settings.extraSettings());
    for (String key : RESERVED) {
      if (allowed.remove(key) != null) {
        LOG.warn("setting={} ignored: Regent alone sets it", key);
      }
    }
    return allowed;
  }

  private void removeReservedFromAutoConf() throws IOException {
    Path auto = layout.data().resolve("postgresql.auto.conf");
    if (!Files.isRegularFile(auto)) {
      return;
    }
    String kept =
        Files.readAllLines(auto).stream()
            .filter(line -> !RESERVED.contains(line.split("=", 2)[0].strip()))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    files.writeIfDifferent(auto, kept);
  }

  static String quote(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static String unquote(String value) {
    return value.substring(1, value.length() - 1).replace("''", "'").replace("\\\\", "\\");
  }
}
