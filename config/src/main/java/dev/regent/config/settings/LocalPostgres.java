package dev.regent.config.settings;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Invariants;
import java.util.List;
import java.util.Optional;

/**
 * One PostgreSQL server of this node.
 *
 * @param dataDirectory PGDATA; made by Regent, or already of this database
 * @param binDirectory where postgres and initdb are; empty: the newest that Regent finds
 * @param osUser the user that PostgreSQL runs as when the daemon is root
 * @param extra settings of PostgreSQL beside those that Regent sets
 * @param listenAddresses listen_addresses; includes the VIP when there is one
 */
public record LocalPostgres(
    DatabaseName database,
    String dataDirectory,
    Optional<String> binDirectory,
    String osUser,
    List<Setting> extra,
    String listenAddresses) {
  public LocalPostgres {
    extra = List.copyOf(extra);
    Invariants.require(Texts.isUser(osUser), "user is " + Texts.USER_ALLOWED + ", got: " + osUser);
  }

  /** One setting of PostgreSQL, in the words of postgresql.conf without quotes. */
  public record Setting(String name, String value) {}
}
