package dev.regent.controller.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.regent.config.settings.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/**
 * A journal in a PostgreSQL server that Regent does not manage.
 *
 * <p><b>Invariants.</b> (1) An event's write returns when its commit is flushed, whatever the
 * server's defaults: each connection sets {@code synchronous_commit = on}. (2) A server that runs
 * with {@code fsync = off} is refused: it would forget promises.
 */
final class PostgresqlJournal implements Journal {
  private static final String DURABLE = "SET synchronous_commit = on";
  private static final long SCHEMA_LOCK = 7_734_368L;

  private final JournalSettings.Postgresql settings;
  private final String password;

  private PostgresqlJournal(JournalSettings.Postgresql settings, String password) {
    this.settings = settings;
    this.password = password;
  }

  static PostgresqlJournal open(JournalSettings.Postgresql settings) {
    PostgresqlJournal journal = new PostgresqlJournal(settings, password(settings.passwordFile()));
    try (Connection connection = journal.reading().open()) {
      journal.prepare(connection);
      return journal;
    } catch (SQLException e) {
      throw new JournalRefused(
          "The journal %s as user %s cannot be used: %s"
              .formatted(settings.jdbcUrl(), settings.user(), e.getMessage()),
          e);
    }
  }

  private static String password(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new JournalRefused(
          "The journal's password file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Nodes that share a server may start together: one of them creates, the others wait for it. */
  private void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      requireFsync(statement);
      statement.execute("SELECT pg_advisory_lock(" + SCHEMA_LOCK + ")");
      new Schema("The journal " + settings.jdbcUrl(), "postgresql.sql").prepare(connection);
    }
  }

  private void requireFsync(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW fsync")) {
      rows.next();
      if (!rows.getString(1).equals("on")) {
        throw new JournalRefused(
            "The journal %s runs with fsync = off: after a power failure it forgets what this node"
                    .formatted(settings.jdbcUrl())
                + " promised. Set fsync = on there, or use the embedded journal.");
      }
    }
  }

  @Override
  public Config akkaConfig() {
    Config own =
        ConfigFactory.parseMap(
            Map.of(
                "profile",
                "slick.jdbc.PostgresProfile$",
                "db.driver",
                "org.postgresql.Driver",
                "db.url",
                settings.jdbcUrl(),
                "db.user",
                settings.user(),
                "db.password",
                password,
                "db.connectionInitSql",
                DURABLE));
    return own.atPath("akka-persistence-jdbc.shared-databases.slick")
        .withFallback(ConfigFactory.parseResources("regent-journal.conf"));
  }

  @Override
  public ConnectionSource reading() {
    Properties login = new Properties();
    login.setProperty("user", settings.user());
    login.setProperty("password", password);
    return () -> DriverManager.getConnection(settings.jdbcUrl(), login);
  }

  @Override
  public String diagnosis() {
    return "journal %s as user %s".formatted(settings.jdbcUrl(), settings.user());
  }

  @Override
  public void close() {
    // Connections are opened for each use; the writing one belongs to the ActorSystem.
  }
}
