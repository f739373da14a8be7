package dev.regent.protocol.state;

import dev.regent.protocol.Incarnation;
import dev.regent.protocol.NodeId;

/** A voter: it votes only while the state names its incarnation (L6). */
public record Voter(NodeId node, Incarnation incarnation) {}
