package dev.regent.agent.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One held connection with a deadline on every answer. Values are text; SQL null is "".
 *
 * <p><b>Failure modes.</b> After a missed deadline or a lost connection the session is broken and
 * every further call throws; {@link Sessions} opens another one.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  Session(Connection connection) throws SQLException {
    this.connection = connection;
    this.statement = connection.createStatement();
  }

  /** The deadline of each answer from now on. */
  Session answerWithin(Duration deadline) throws JobFailed {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) deadline.toMillis());
      return this;
    } catch (SQLException failed) {
      throw failure("set a deadline", failed);
    }
  }

  /** The rows of a query, or of a replication command. */
  List<List<String>> rows(String sql) throws JobFailed {
    try (ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
          String value = result.getString(column);
          row.add(value == null ? "" : value);
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException failed) {
      throw failure(sql, failed);
    }
  }

  /** The only row of a query. */
  List<String> row(String sql) throws JobFailed {
    List<List<String>> rows = rows(sql);
    if (rows.size() != 1) {
      throw new JobFailed.Sql("one row expected, got " + rows.size() + " from: " + sql, "02000");
    }
    return rows.getFirst();
  }

  /** The first column of the only row of a query. */
  String value(String sql) throws JobFailed {
    return row(sql).getFirst();
  }

  boolean isTrue(String sql) throws JobFailed {
    return value(sql).startsWith("t");
  }

  void run(String sql) throws JobFailed {
    try {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw failure(sql, failed);
    }
  }

  /** A statement that may take long; the usual deadline is back afterwards. */
  void runWithin(Duration limit, String sql) throws JobFailed {
    run("SET statement_timeout = " + limit.toMillis());
    answerWithin(limit.plus(Sessions.ANSWER));
    run(sql);
    answerWithin(Sessions.ANSWER);
    run("RESET statement_timeout");
  }

  boolean isBroken() {
    try {
      return connection.isClosed();
    } catch (SQLException failed) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException alreadyBroken) {
      // Nothing is lost: the server ends a session whose connection is gone.
    }
  }

  static JobFailed.Sql failure(String what, SQLException failed) {
    String state = failed.getSQLState() == null ? "08006" : failed.getSQLState();
    return new JobFailed.Sql(failed.getMessage() + " in: " + what, state);
  }
}
