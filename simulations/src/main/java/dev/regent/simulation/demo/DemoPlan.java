package dev.regent.simulation.demo;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Programs;
import dev.regent.simulation.drill.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole demo on paper: nothing is started or written by it.
 *
 * @param place everything of the demo is there, except sockets when its name is long
 * @param nodes a and b with PostgreSQL, and the witness w
 * @param settings of PostgreSQL, beside Regent's
 */
record DemoPlan(
    Place place,
    Programs programs,
    String profile,
    Optional<String> vip,
    List<DemoNode> nodes,
    Map<String, String> settings) {
  static final String DATABASE = "demo";
  static final String CLIENT = "app";

  DemoPlan {
    nodes = List.copyOf(nodes);
  }

  Path root() {
    return place.root();
  }

  List<DemoNode> dataNodes() {
    return nodes.stream().filter(node -> !node.witness()).toList();
  }

  DemoNode node(NodeId id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
  }

  List<URI> urls() {
    return nodes.stream().map(DemoNode::http).toList();
  }

  List<Server> servers() {
    return dataNodes().stream()
        .map(node -> new Server(node.id(), endpoint(node), node.files().data()))
        .toList();
  }

  private static Endpoint endpoint(DemoNode node) {
    return new Endpoint(node.address(), node.ports().postgres());
  }

  /** Passwords of Regent's roles, the same for all data nodes. */
  Path secrets() {
    return root().resolve("secrets");
  }

  /** The client's password, as libpq wants it. */
  Path pgpass() {
    return root().resolve("pgpass");
  }

  /** How a client connects: to whichever node is writable. */
  String connection() {
    String hosts = vip.map(address -> address.replaceAll("/.*", "")).orElse("");
    return "host=%s port=%s dbname=%s user=%s target_session_attrs=read-write connect_timeout=2"
        .formatted(
            hosts.isEmpty() ? each(Endpoint::host) : hosts + "," + hosts,
            each(endpoint -> Integer.toString(endpoint.port())),
            DATABASE,
            CLIENT);
  }

  private String each(Function<Endpoint, String> part) {
    return servers().stream()
        .map(server -> part.apply(server.endpoint()))
        .collect(Collectors.joining(","));
  }
}
