package dev.regent.simulation.drill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** The table that the writers fill, and how its content is compared. */
public final class Rows {
  /** Made once, by the owner of the database. */
  public static final String TABLE =
      "CREATE TABLE writes (writer int, sequence int, PRIMARY KEY (writer," + " sequence))";

  private static final int FETCH = 5000;

  private Rows() {}

  /** Gives the timeline that the server writes on; fails on a standby as every write does. */
  static String insert(Commit.Row row) {
    return "INSERT INTO writes VALUES (%d, %d) RETURNING ".formatted(row.writer(), row.sequence())
        + "substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)";
  }

  /** The rows of a server, by writer. */
  public static Map<Integer, BitSet> of(Server server, Login login) throws SQLException {
    Map<Integer, BitSet> rows = new TreeMap<>();
    try (Sql sql = Sql.open(server.endpoint(), login, Sql.Patience.LONG)) {
      sql.connection().setAutoCommit(false);
      try (Statement statement = sql.connection().createStatement()) {
        statement.setFetchSize(FETCH);
        ResultSet found = statement.executeQuery("SELECT writer, sequence FROM writes");
        while (found.next()) {
          rows.computeIfAbsent(found.getInt(1), writer -> new BitSet()).set(found.getInt(2));
        }
      }
    }
    return rows;
  }

  /**
   * Waits until the standby has replayed all that the primary had written when this was called.
   *
   * @throws DrillFailed when it does not come that far
   */
  public static void awaitReplayed(Sql primary, Sql standby, Duration limit) throws SQLException {
    String position = primary.value("SELECT pg_current_wal_flush_lsn()");
    String query = "SELECT pg_last_wal_replay_lsn() >= '%s'".formatted(position);
    Await.until(
        limit,
        "the standby replays " + position,
        () -> {
          try {
            return standby.isTrue(query);
          } catch (SQLException broken) {
            throw new DrillFailed("the standby broke off: " + broken.getMessage(), broken);
          }
        });
  }
}
