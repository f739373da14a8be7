package dev.regent.config.load;

import dev.regent.config.settings.JournalSettings;
import dev.regent.config.settings.LocalPostgres;
import dev.regent.config.settings.LocalSettings;
import dev.regent.config.settings.SecretFiles;
import dev.regent.config.settings.WatchdogSettings;
import java.util.List;
import java.util.Map;

/** Reads {@code regent.self} and {@code regent.node}, the part that is this node's own. */
final class LocalReader {
  private final Defaults defaults;

  LocalReader(Defaults defaults) {
    this.defaults = defaults;
  }

  LocalSettings read(Section regent) {
    Section node = regent.section("node", defaults.node(Schema.LOCAL, ""));
    String stateDirectory = node.requiredPath("state-directory");
    return new LocalSettings(
        regent.value("self", Forms.NODE),
        stateDirectory,
        node.requiredPath("run-directory"),
        node.requiredPath("log-directory"),
        servers(node),
        journal(node, stateDirectory),
        watchdog(node),
        secrets(node, stateDirectory),
        node.value("aside-retention", Forms.DURATION));
  }

  private List<LocalPostgres> servers(Section node) {
    return node.has("postgres")
        ? node.elements("postgres", defaults.element(Schema.POSTGRES, "postgres")).stream()
            .map(LocalReader::server)
            .toList()
        : List.of();
  }

  private static LocalPostgres server(Section server) {
    return new LocalPostgres(
        server.value("database", Forms.DATABASE),
        server.requiredPath("data-directory"),
        server.path("bin-directory"),
        server.value("os-user", Forms.USER),
        settings(server.free("settings")),
        server.value("listen-addresses", Forms.LINE));
  }

  private static List<LocalPostgres.Setting> settings(Map<String, String> written) {
    return written.entrySet().stream()
        .map(setting -> new LocalPostgres.Setting(setting.getKey(), setting.getValue()))
        .toList();
  }

  private JournalSettings journal(Section node, String stateDirectory) {
    return switch (node.choice("journal", "kind", Forms.JOURNAL)) {
      case SQLITE -> {
        Section file = node.section("journal", defaults.node(Schema.SQLITE, ".journal"));
        yield new JournalSettings.Sqlite(
            file.path("file").orElse(stateDirectory + "/journal.sqlite"));
      }
      case POSTGRESQL -> {
        Section server = node.section("journal", Defaults.none(Schema.POSTGRESQL));
        yield new JournalSettings.Postgresql(
            server.value("url", Forms.JDBC_URL),
            server.value("user", Forms.LINE),
            server.requiredPath("password-file"));
      }
    };
  }

  private WatchdogSettings watchdog(Section node) {
    Section watchdog = node.section("watchdog", defaults.node(Schema.WATCHDOG, ".watchdog"));
    return new WatchdogSettings(
        watchdog.value("mode", Forms.WATCHDOG), watchdog.requiredPath("device"));
  }

  private static SecretFiles secrets(Section node, String stateDirectory) {
    Section secrets = node.section("secrets", Defaults.none(Schema.SECRETS));
    String directory = secrets.path("directory").orElse(stateDirectory + "/secrets");
    return new SecretFiles(
        directory,
        secrets.path("agent-password-file").orElse(directory + "/regent.password"),
        secrets.path("replication-password-file").orElse(directory + "/regent_repl.password"),
        secrets.path("rewind-password-file").orElse(directory + "/regent_rewind.password"));
  }
}
