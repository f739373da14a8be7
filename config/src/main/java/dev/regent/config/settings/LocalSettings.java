package dev.regent.config.settings;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What concerns one node only. Directories and files are absolute paths.
 *
 * <p><b>Invariants.</b> The relations to the cell are those of {@link LocalRules}.
 *
 * @param self this node's name in the cell
 * @param stateDirectory what must survive a reboot: journal, guard's counter, pause, secrets
 * @param runDirectory what need not: sockets and process ids
 * @param logDirectory the daemon's, the guard's and PostgreSQL's logs
 * @param asideRetention how long a diverged data directory is kept aside (D1)
 */
public record LocalSettings(
    NodeId self,
    String stateDirectory,
    String runDirectory,
    String logDirectory,
    List<LocalPostgres> postgres,
    JournalSettings journal,
    WatchdogSettings watchdog,
    SecretFiles secrets,
    Duration asideRetention) {
  public LocalSettings {
    postgres =
        postgres.stream().sorted(Comparator.comparing(one -> one.database().name())).toList();
    Invariants.require(!asideRetention.isNegative(), "aside retention >= 0: " + asideRetention);
  }

  public Optional<LocalPostgres> postgres(DatabaseName database) {
    return postgres.stream().filter(one -> one.database().equals(database)).findFirst();
  }
}
