package dev.regent.config.settings;

/** Where this node's promises are kept. Losing it makes the voter a learner (L6). */
public sealed interface JournalSettings {
  /** One file on this node, written through on every event. The default. */
  record Sqlite(String file) implements JournalSettings {}

  /**
   * A PostgreSQL server that Regent does not manage.
   *
   * @param passwordFile holds the password and nothing else; the password itself is in no setting
   */
  record Postgresql(String jdbcUrl, String user, String passwordFile) implements JournalSettings {}
}
