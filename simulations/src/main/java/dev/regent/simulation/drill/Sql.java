package dev.regent.simulation.drill;

import dev.regent.protocol.Endpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** One session of a probe. Serves one thread at a time. */
public final class Sql implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  private Sql(Connection connection) throws SQLException {
    this.connection = connection;
    this.statement = connection.createStatement();
  }

  /**
   * How patient a session is.
   *
   * @param connect for the connection, and for each answer while logging in
   * @param answer for each answer later; zero: for ever
   */
  public record Patience(Duration connect, Duration answer) {
    /** For looking at servers that should be well. */
    public static final Patience USUAL = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(5));

    /** For work that takes as long as it takes. */
    public static final Patience LONG = new Patience(Duration.ofSeconds(5), Duration.ofMinutes(5));
  }

  /** Connects to this server and to no other. */
  public static Sql open(Endpoint endpoint, Login login, Patience patience) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("sslmode", "disable");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "13");
    properties.setProperty("ApplicationName", "regent_drill");
    properties.setProperty("socketFactory", ImpatientSockets.class.getName());
    properties.setProperty("socketFactoryArg", Long.toString(patience.connect().toMillis()));
    properties.setProperty(
        "socketTimeout", Integer.toString(ImpatientSockets.SOCKET_TIMEOUT_SECONDS));
    String url =
        "jdbc:postgresql://%s:%d/%s".formatted(endpoint.host(), endpoint.port(), login.database());
    Connection connection = DriverManager.getConnection(url, properties);
    connection.setNetworkTimeout(Runnable::run, (int) patience.answer().toMillis());
    return new Sql(connection);
  }

  /**
   * A session on that server.
   *
   * @throws DrillFailed when there is none to be had; it names the server
   */
  public static Sql at(Server server, Login login, Patience patience) {
    try {
      return open(server.endpoint(), login, patience);
    } catch (SQLException failed) {
      throw new DrillFailed(
          "cannot connect to %s as %s: %s".formatted(server.node(), login, failed.getMessage()),
          failed);
    }
  }

  /** Runs a statement that gives nothing. */
  public void run(String sql) throws SQLException {
    statement.execute(sql);
  }

  /** The first column of the first row; empty text for no row or null. */
  public String value(String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      String value = rows.next() ? rows.getString(1) : null;
      return value == null ? "" : value;
    }
  }

  public boolean isTrue(String sql) throws SQLException {
    return value(sql).equals("t");
  }

  /** Whether the last statement succeeded with a warning: then its success proves nothing. */
  public boolean hasWarned() throws SQLException {
    return statement.getWarnings() != null;
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException alreadyBroken) {
      // The server ends a session whose connection is gone.
    }
  }
}
