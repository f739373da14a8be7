package dev.regent.controller.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * The journal's tables and their version.
 *
 * @param journal how messages name the journal
 * @param script the resource that creates the tables
 */
record Schema(String journal, String script) {
  /** Rises with every change of the tables. */
  static final int VERSION = 1;

  /**
   * Creates the tables where there are none, all or nothing; otherwise checks whose they are.
   *
   * @return whether they were created
   * @throws JournalRefused when the tables are a newer release's, or not Regent's
   */
  boolean prepare(Connection connection) throws SQLException {
    if (exists(connection, "regent_schema")) {
      check(version(connection));
      return false;
    }
    if (exists(connection, "event_journal")) {
      throw new JournalRefused(
          journal
              + " has a table event_journal but no regent_schema: it is not Regent's. Give Regent"
              + " a journal of its own.");
    }
    create(connection);
    return true;
  }

  private void check(int found) {
    if (found > VERSION) {
      throw new JournalRefused(
          "%s has schema version %d, written by a newer Regent; this one understands up to %d. Run"
                  .formatted(journal, found, VERSION)
              + " the newer release. Nothing was changed.");
    }
  }

  private int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT max(version) FROM regent_schema")) {
      rows.next();
      int found = rows.getInt(1);
      if (rows.wasNull()) {
        throw new JournalRefused(journal + " names no schema version: it is damaged.");
      }
      return found;
    }
  }

  private void create(Connection connection) throws SQLException {
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements()) {
        statement.execute(sql);
      }
      statement.execute("INSERT INTO regent_schema (version) VALUES (" + VERSION + ")");
      connection.commit();
    } finally {
      connection.setAutoCommit(before);
    }
  }

  private List<String> statements() {
    try (InputStream in = Schema.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + script);
      }
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.split(";", -1)).filter(sql -> !sql.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), table, null)) {
      return tables.next();
    }
  }
}
