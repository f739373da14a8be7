package dev.regent.simulation.drill;

/** Who connects, and to which database of PostgreSQL. */
public record Login(String user, String password, String database) {
  @Override
  public String toString() {
    return user + "@" + database;
  }
}
