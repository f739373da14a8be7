package dev.regent.agent.guard.process;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A procedure that commits for ever; without its client it goes on until it is killed. */
final class BusySession {
  private BusySession() {}

  static void begin(GuardedNode node) {
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table busy (n bigint)");
      statement.execute("insert into busy values (0)");
      statement.execute(
          "create procedure spin() language plpgsql as $$ begin loop"
              + " update busy set n = n + 1; commit; end loop; end $$");
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
    Thread thread = new Thread(() -> spin(node), "busy");
    thread.setDaemon(true);
    thread.start();
    Checks.await("commits", () -> !node.sql("select n from busy").equals("0"));
  }

  private static void spin(GuardedNode node) {
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("call spin()");
    } catch (SQLException killed) {
      // What it was made for.
    }
  }
}
