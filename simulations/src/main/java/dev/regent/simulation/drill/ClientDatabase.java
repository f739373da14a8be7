package dev.regent.simulation.drill;

import java.sql.SQLException;

/** The client, its database and the table that writers fill. */
public final class ClientDatabase {
  private ClientDatabase() {}

  /**
   * Makes what is not there; the table is empty afterwards.
   *
   * @param primary takes writes
   * @param superuser in a database that every server has
   * @param client whom to make, with its database
   */
  public static void make(Server primary, Login superuser, Login client) throws SQLException {
    try (Sql sql = Sql.open(primary.endpoint(), superuser, Sql.Patience.LONG)) {
      String role = "SELECT 1 FROM pg_roles WHERE rolname = '%s'".formatted(client.user());
      if (sql.value(role).isEmpty()) {
        sql.run("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(client.user(), client.password()));
      }
      String database =
          "SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(client.database());
      if (sql.value(database).isEmpty()) {
        sql.run("CREATE DATABASE %s OWNER %s".formatted(client.database(), client.user()));
      }
    }
    try (Sql sql = Sql.open(primary.endpoint(), client, Sql.Patience.LONG)) {
      // The names of an earlier drill's writers would come again.
      sql.run("DROP TABLE IF EXISTS writes");
      sql.run(Rows.TABLE);
    }
  }
}
