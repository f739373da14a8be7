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
 */
public record Observation(
    PostgresView postgres,
    Optional<Revision> cut,
    boolean directoryIntact,
    boolean acceptsClients) {}
