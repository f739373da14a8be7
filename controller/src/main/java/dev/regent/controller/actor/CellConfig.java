package dev.regent.controller.actor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.NodeSettings;
import dev.regent.controller.journal.Journal;
import dev.regent.protocol.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of a cell's two ActorSystems, from Regent's own settings and nothing else. */
final class CellConfig {
  private static final String CANONICAL = "akka.remote.artery.canonical.";

  private CellConfig() {}

  /** Of the system in which the voters live. */
  static Config ofVoters(CellSettings cell, NodeSettings self, Journal journal) {
    return door(self)
        .withFallback(journal.akkaConfig())
        .withFallback(complete("regent-cell.conf"))
        .resolve();
  }

  /** Of one with the same door and nobody that needs a journal. */
  static Config withoutVoters(CellSettings cell, NodeSettings self) {
    return door(self).withFallback(complete("regent-cell.conf")).resolve();
  }

  private static Config door(NodeSettings self) {
    return at(self.clusterEndpoint())
        .withFallback(
            ConfigFactory.parseMap(
                Map.of("akka.remote.artery.trusted-selection-paths", List.of(NodeDoor.PATH))));
  }

  /** Of the system that takes part in Akka Cluster. */
  static Config ofMembership(CellSettings cell, NodeSettings self) {
    int quorum = quorum(cell);
    return at(membershipEndpoint(cell, self))
        .withFallback(
            ConfigFactory.parseMap(
                Map.of("akka.cluster.split-brain-resolver.static-quorum.quorum-size", quorum)))
        .withFallback(complete("regent-membership.conf"))
        .resolve();
  }

  /** A majority of the configured nodes. */
  static int quorum(CellSettings cell) {
    return cell.nodes().size() / 2 + 1;
  }

  /**
   * Where a node's member of the Akka cluster listens: the first port above its cluster port that
   * nothing in the cell uses on that host. A function of the shared settings, so all nodes agree.
   */
  static Endpoint membershipEndpoint(CellSettings cell, NodeSettings node) {
    List<Endpoint> used = used(cell);
    Endpoint at = new Endpoint(node.host(), node.clusterPort() + 1);
    while (used.contains(at)) {
      at = new Endpoint(node.host(), at.port() + 1);
    }
    return at;
  }

  /** All ports at which nodes of the cell listen to each other. */
  static Set<Integer> peerPorts(CellSettings cell) {
    return cell.nodes().stream()
        .flatMap(node -> Stream.of(node.clusterPort(), membershipEndpoint(cell, node).port()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<Endpoint> used(CellSettings cell) {
    Stream<Endpoint> ofNodes =
        cell.nodes().stream()
            .flatMap(node -> Stream.of(node.clusterEndpoint(), node.httpEndpoint()));
    Stream<Endpoint> ofServers =
        cell.databases().stream()
            .map(DatabaseSettings::dataNodes)
            .flatMap(List::stream)
            .map(copy -> copy.endpoint());
    return Stream.concat(ofNodes, ofServers).toList();
  }

  private static Config at(Endpoint endpoint) {
    Map<String, Object> own = new HashMap<>();
    own.put(CANONICAL + "hostname", endpoint.host());
    own.put(CANONICAL + "port", endpoint.port());
    return ConfigFactory.parseMap(own);
  }

  private static Config complete(String resource) {
    return ConfigFactory.parseResources(resource).withFallback(ConfigFactory.defaultReference());
  }
}
