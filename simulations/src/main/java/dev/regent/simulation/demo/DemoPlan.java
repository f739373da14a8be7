package dev.regent.simulation.demo;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
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
 * A whole cell on paper: nothing is started or written by it.
 *
 * @param place everything of the cell is there, except sockets when its name is long
 * @param nodes data nodes and witnesses
 * @param settings of PostgreSQL, beside Regent's
 * @param clients the network that clients come from; empty: this machine
 */
public record DemoPlan(
    Place place,
    Programs programs,
    Terms terms,
    Optional<Vip> vip,
    List<DemoNode> nodes,
    Map<String, String> settings,
    Optional<String> clients) {
  public static final String DATABASE = "demo";
  static final String CLIENT = "app";

  /**
   * What the cell promises, in the words of its configuration.
   *
   * @param confirmations standbys that confirm a commit
   * @param priorities of the data nodes, in their order; the usual one where there is none
   */
  public record Terms(
      Profile profile, ProtectionMode mode, int confirmations, List<Integer> priorities) {
    public Terms {
      priorities = List.copyOf(priorities);
    }

    /** The default mode, one standby that confirms. */
    public static Terms usual(Profile profile) {
      return new Terms(profile, ProtectionMode.AVAILABILITY, 1, List.of());
    }
  }

  /**
   * An address that follows the primary.
   *
   * @param address with prefix length
   * @param device the same on all data nodes
   */
  public record Vip(String address, String device) {
    public String host() {
      return address.replaceAll("/.*", "");
    }
  }

  public DemoPlan {
    nodes = List.copyOf(nodes);
  }

  public Path root() {
    return place.root();
  }

  public List<DemoNode> dataNodes() {
    return nodes.stream().filter(node -> !node.witness()).toList();
  }

  public DemoNode node(NodeId id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
  }

  public List<URI> urls() {
    return nodes.stream().map(DemoNode::http).toList();
  }

  public List<Server> servers() {
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
  public Path pgpass() {
    return root().resolve("pgpass");
  }

  /** How a client connects: to whichever node is writable. */
  String connection() {
    String hosts = vip.map(Vip::host).orElse("");
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
