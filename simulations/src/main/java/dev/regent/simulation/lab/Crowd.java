package dev.regent.simulation.lab;

import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Clients that take every connection of a server, and keep them until they go. */
final class Crowd {
  private static final int SESSIONS_MAX = 400;

  private final List<Sql> sessions = new ArrayList<>();

  /**
   * Returns when the server gives no more.
   *
   * @throws DrillFailed when there is no end of them
   */
  void take(Server server, Login client) {
    while (sessions.size() < SESSIONS_MAX) {
      try {
        sessions.add(Sql.open(server.endpoint(), client, Sql.Patience.USUAL));
      } catch (SQLException full) {
        return;
      }
    }
    throw new DrillFailed("there were more than %d connections".formatted(SESSIONS_MAX));
  }

  void go() {
    sessions.forEach(Sql::close);
    sessions.clear();
  }
}
