package dev.regent.config.settings;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person may not set in PostgreSQL, since a promise of Regent stands on it.
 *
 * <p>Everything else may be set, also what Regent would set otherwise.
 */
final class ServerSettingRules {
  private static final Set<String> OWNED =
      new TreeSet<>(
          List.of(
              "config_file",
              "data_directory",
              "fsync",
              "full_page_writes",
              "hba_file",
              "listen_addresses",
              "port",
              "primary_conninfo",
              "primary_slot_name",
              "promote_trigger_file",
              "recovery_target",
              "recovery_target_action",
              "recovery_target_inclusive",
              "recovery_target_lsn",
              "recovery_target_name",
              "recovery_target_time",
              "recovery_target_xid",
              "restart_after_crash",
              "synchronous_standby_names"));

  private ServerSettingRules() {}

  static List<Violation> violations(LocalPostgres postgres) {
    return postgres.extra().stream()
        .filter(setting -> OWNED.contains(setting.name().toLowerCase(Locale.ROOT)))
        .map(setting ->
            new Violation(
                List.of(Keys.postgres(postgres.database(), "settings." + setting.name())),
                "this setting is Regent's own",
                "any setting of PostgreSQL but " + String.join(", ", OWNED)))
        .toList();
  }
}
