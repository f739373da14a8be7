package dev.regent.simulation.search;

import dev.regent.agent.holder.AgentSetup;
import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.ElectionTimings;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.config.settings.RoleTimings;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who takes part in a search: two data nodes a and b, a witness w; all three vote. */
final class Cast {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId W = new NodeId("w");
  static final List<NodeId> NODES = List.of(A, B, W);
  static final List<NodeId> DATA_NODES = List.of(A, B);
  static final String SETTINGS = "settings";

  /** Far longer than a search: what waits for it is told to happen, or never does. */
  static final Duration LONG = Duration.ofHours(1);

  static final ElectionTimings ELECTION =
      new ElectionTimings(Duration.ofSeconds(1), LONG, Duration.ofSeconds(1));

  private static final DatabaseSettings DATABASE =
      new DatabaseSettings(
          new DatabaseName("db"),
          NODES,
          ProtectionMode.AVAILABILITY,
          1,
          0,
          DATA_NODES.stream()
              .map(node -> new DataNodeSettings(node, new Endpoint(node.name(), 5432), 100))
              .toList(),
          Optional.empty(),
          new RoleTimings(LONG, LONG, LONG, Duration.ZERO, LONG));

  private Cast() {}

  static VoterSetup voter(NodeId node, LeaseTimings lease) {
    return new VoterSetup(
        node, DATABASE, lease, ELECTION, DATABASE.votersInOrder(), SETTINGS, machine(node));
  }

  static AgentSetup agent(NodeId node, LeaseTimings lease) {
    return new AgentSetup(node, DATABASE, lease, ELECTION);
  }

  /** The node's voter in the given life of its journal, from 0. */
  static Voter life(NodeId node, int life) {
    return new Voter(node, new Incarnation(10L * life + NODES.indexOf(node) + 1), machine(node));
  }

  /** The node's session in the given life of its guard, from 1. */
  static Session session(NodeId node, int life) {
    return new Session(node, life, 0);
  }

  /** A voter of the formation that accepted this entry, and promised its leader w. */
  static Replica replica(NodeId node, Entry accepted) {
    Term term = accepted.revision().term();
    return new Replica(
        node,
        Optional.of(life(node, 0).incarnation()),
        term,
        Optional.of(W),
        Optional.of(accepted),
        Optional.empty(),
        true);
  }

  static DatabaseName database() {
    return DATABASE.name();
  }

  private static String machine(NodeId node) {
    return "machine-" + node;
  }
}
