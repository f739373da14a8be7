package dev.regent.protocol.message;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.NodeId;
import java.util.Optional;

/**
 * A message with its addresses.
 *
 * @param formation the sender's, once formed; a receiver of another formation refuses (L6)
 */
public record Envelope(
    DatabaseName database,
    Optional<FormationId> formation,
    NodeId from,
    NodeId to,
    Message message) {}
