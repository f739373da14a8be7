package dev.regent.config.settings;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;

/** The full keys of settings, as violations name them; elements of lists by their names. */
final class Keys {
  static final String NODES = "regent.cell.nodes";
  static final String DATABASES = "regent.cell.databases";
  static final String SUSPECT_TIME = "regent.cell.lease.suspect-time";
  static final String BEAT_INTERVAL = "regent.cell.election.beat-interval";
  static final String ELECTION_TIMEOUT = "regent.cell.election.election-timeout";
  static final String SELF = "regent.self";
  static final String LOCAL = "regent.node.";
  static final String POSTGRES = "regent.node.postgres";

  private Keys() {}

  static String node(NodeId node, String key) {
    return "%s[%s].%s".formatted(NODES, node, key);
  }

  static String database(DatabaseName database, String key) {
    return "%s[%s].%s".formatted(DATABASES, database, key);
  }

  static String dataNode(DatabaseName database, NodeId node, String key) {
    return database(database, "data-nodes[%s].%s".formatted(node, key));
  }

  static String timing(DatabaseName database, String key) {
    return database(database, "timings." + key);
  }

  static String postgres(DatabaseName database, String key) {
    return "%s[%s].%s".formatted(POSTGRES, database, key);
  }
}
