package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;
import java.time.Duration;

/** A standby that has received more than it can replay. */
public final class HeldReplay {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private HeldReplay() {}

  /**
   * Held up by a reader, which reads what the primary then drops and vacuums away; it does so until
   * it is closed, or PostgreSQL ends it.
   *
   * @param reader a client's session on the standby
   * @param primary a client's session on the primary
   * @param standby a superuser's session on the standby
   */
  public static void by(Sql reader, Sql primary, Sql standby) throws SQLException {
    primary.run("DROP TABLE IF EXISTS held, churned");
    primary.run("CREATE TABLE held AS SELECT generate_series(1, 100) AS id");
    primary.run("CREATE TABLE churned AS SELECT generate_series(1, 1000) AS id");
    awaitReplayed(primary.value("SELECT pg_current_wal_flush_lsn()"), standby);
    reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
    reader.value("SELECT count(*) FROM held");
    primary.run("DELETE FROM churned");
    primary.run("VACUUM churned");
    primary.run("DROP TABLE held");
    await(standby);
  }

  private static void awaitReplayed(String position, Sql standby) {
    Await.until(
        LIMIT,
        "the standby replays " + position,
        () -> isTrue(standby, "SELECT pg_last_wal_replay_lsn() >= '" + position + "'"));
  }

  /** Returns when it has. */
  static void await(Sql standby) {
    Await.until(
        LIMIT,
        "the standby has received what it cannot replay",
        () -> isTrue(standby, "SELECT pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()"));
  }

  private static boolean isTrue(Sql sql, String query) {
    try {
      return sql.value(query).equals("t");
    } catch (SQLException failed) {
      throw new DrillFailed("the standby broke off: " + failed.getMessage(), failed);
    }
  }
}
