package dev.regent.config.settings;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;

/**
 * One node's copy of a database.
 *
 * @param endpoint where clients and the other copies reach this PostgreSQL
 * @param priority decides between candidates that are equally far ahead (S2); the higher wins
 */
public record DataNodeSettings(NodeId node, Endpoint endpoint, int priority) {
  public static final int HIGHEST_PRIORITY = 1000;

  public DataNodeSettings {
    Invariants.require(
        Texts.isHost(endpoint.host()), "host is " + Texts.HOST_ALLOWED + ", got: " + endpoint);
    Invariants.require(
        priority >= 0 && priority <= HIGHEST_PRIORITY, "priority in 0..1000, got: " + priority);
  }
}
