package dev.regent.simulation.drill;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import java.nio.file.Path;

/** One PostgreSQL server of the cell. */
public record Server(NodeId node, Endpoint endpoint, Path dataDirectory) {}
