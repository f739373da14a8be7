package dev.regent.agent.engine;

import dev.regent.protocol.Revision;
import dev.regent.protocol.report.PostgresView;
import java.util.Optional;

/**
 * What a look at the server and its directory gave.
 *
 * @param postgres the server
 * @param cut the revision of the durable cut marker, if there is one (S2)
 * @param directoryIntact false once a rewind or rebuild of the directory began, until it was
 *     completed (the marker is written first, S2)
 * @param acceptsClients whether pg_hba admits clients at the moment
 * @param awaitsDisk a primary's process waits until WAL is written or synced
 */
public record Observation(
    PostgresView postgres,
    Optional<Revision> cut,
    boolean directoryIntact,
    boolean acceptsClients,
    boolean awaitsDisk) {

  /** A look at a server that does not wait for its disk. */
  public Observation(
      PostgresView postgres,
      Optional<Revision> cut,
      boolean directoryIntact,
      boolean acceptsClients) {
    this(postgres, cut, directoryIntact, acceptsClients, false);
  }

  /** The same look, understood otherwise. */
  public Observation with(PostgresView other) {
    return new Observation(other, cut, directoryIntact, acceptsClients, awaitsDisk);
  }
}
