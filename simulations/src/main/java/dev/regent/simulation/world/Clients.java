package dev.regent.simulation.world;

import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.List;

/** Clients that try every node, whatever anybody says of it: writers, and readers of primaries. */
final class Clients {
  private static final long READ_EACH = 150 * Nanos.MILLI;

  private final Sim sim;
  private final long writeEach;
  private int acknowledged;
  private long lastAcknowledged;

  Clients(Sim sim, long writeEach) {
    this.sim = sim;
    this.writeEach = writeEach * Nanos.MILLI;
  }

  void start(List<Postgres> servers) {
    servers.forEach(server -> {
      write(server);
      read(server);
    });
  }

  private void write(Postgres server) {
    sim.agenda()
        .after(
            sim.random().between(writeEach / 2, writeEach * 3 / 2),
            () -> {
              if (server.isOpenPrimary()) {
                server.write(sim.nextRow(), row -> committed());
              }
              write(server);
            });
  }

  private void committed() {
    acknowledged++;
    lastAcknowledged = sim.now();
  }

  private void read(Postgres server) {
    sim.agenda()
        .after(
            sim.random().between(READ_EACH / 2, READ_EACH * 3 / 2),
            () -> {
              server.read();
              read(server);
            });
  }

  int acknowledged() {
    return acknowledged;
  }

  long lastAcknowledged() {
    return lastAcknowledged;
  }
}
