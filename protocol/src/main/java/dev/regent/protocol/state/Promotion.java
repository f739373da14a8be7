package dev.regent.protocol.state;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;

/** A committed promotion: where a timeline began, and on which node. */
public record Promotion(NodeId node, Token token, TimelineId timeline, Lsn endOfRecovery) {}
