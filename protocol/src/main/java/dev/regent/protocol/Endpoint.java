package dev.regent.protocol;

/** Where a PostgreSQL server listens. */
public record Endpoint(String host, int port) {
  public Endpoint {
    Invariants.require(port > 0 && port < 65536, "port in 1..65535, got: " + port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
