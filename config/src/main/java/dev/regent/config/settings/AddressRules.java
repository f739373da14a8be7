package dev.regent.config.settings;

import dev.regent.protocol.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Names and addresses are given once.
 *
 * <ol>
 *   <li>No two nodes and no two databases have one name.
 *   <li>No (host, port) is used twice, by nodes and PostgreSQL servers together.
 *   <li>A VIP is nobody's own address, and of one database only.
 * </ol>
 */
final class AddressRules {
  private AddressRules() {}

  static List<Violation> violations(List<NodeSettings> nodes, List<DatabaseSettings> databases) {
    return Stream.of(
            eachOnce(
                nodes, node -> new Use(node.id().name(), List.of(Keys.node(node.id(), "name")))),
            eachOnce(
                databases,
                database ->
                    new Use(
                        database.name().name(), List.of(Keys.database(database.name(), "name")))),
            eachOnce(endpoints(nodes, databases), Function.identity()),
            eachOnce(addresses(nodes, databases), Function.identity()))
        .flatMap(List::stream)
        .toList();
  }

  /** One thing that is used only once, and the settings that say so. */
  private record Use(String what, List<String> keys) {}

  private static <T> List<Violation> eachOnce(List<T> elements, Function<T, Use> asUse) {
    Map<String, Use> first = new TreeMap<>();
    List<Violation> found = new ArrayList<>();
    for (T element : elements) {
      Use use = asUse.apply(element);
      if (first.containsKey(use.what)) {
        found.add(usedTwice(first.get(use.what), use));
      } else {
        first.put(use.what, use);
      }
    }
    return found;
  }

  private static Violation usedTwice(Use first, Use second) {
    List<String> keys = Stream.of(second.keys, first.keys).flatMap(List::stream).toList();
    String wrong =
        first.keys.equals(second.keys)
            ? second.what + " is given twice"
            : "%s is already %s".formatted(second.what, first.keys.getFirst());
    return new Violation(keys, wrong, "each one once");
  }

  private static List<Use> endpoints(List<NodeSettings> nodes, List<DatabaseSettings> databases) {
    Stream<Use> ofNodes =
        nodes.stream()
            .flatMap(node ->
                Stream.of(
                    use(node.clusterEndpoint(), node, "cluster-port"),
                    use(node.httpEndpoint(), node, "http-port")));
    Stream<Use> ofServers =
        databases.stream()
            .flatMap(database ->
                database.dataNodes().stream().map(copy -> use(copy.endpoint(), database, copy)));
    return Stream.concat(ofNodes, ofServers).toList();
  }

  private static Use use(Endpoint endpoint, NodeSettings node, String portKey) {
    return new Use(
        text(endpoint), List.of(Keys.node(node.id(), portKey), Keys.node(node.id(), "host")));
  }

  private static Use use(Endpoint endpoint, DatabaseSettings database, DataNodeSettings copy) {
    return new Use(
        text(endpoint),
        List.of(
            Keys.dataNode(database.name(), copy.node(), "port"),
            Keys.dataNode(database.name(), copy.node(), "host"),
            Keys.node(copy.node(), "host")));
  }

  /** Names of hosts are the same in capitals. */
  private static String text(Endpoint endpoint) {
    return endpoint.toString().toLowerCase(Locale.ROOT);
  }

  /** Each host once, however many ports it has, then the VIPs. */
  private static List<Use> addresses(List<NodeSettings> nodes, List<DatabaseSettings> databases) {
    Map<String, Use> hosts = new LinkedHashMap<>();
    for (NodeSettings node : nodes) {
      hosts.putIfAbsent(node.host(), new Use(node.host(), List.of(Keys.node(node.id(), "host"))));
    }
    for (DatabaseSettings database : databases) {
      for (DataNodeSettings copy : database.dataNodes()) {
        String host = copy.endpoint().host();
        hosts.putIfAbsent(
            host, new Use(host, List.of(Keys.dataNode(database.name(), copy.node(), "host"))));
      }
    }
    return Stream.concat(hosts.values().stream(), vips(databases)).toList();
  }

  private static Stream<Use> vips(List<DatabaseSettings> databases) {
    return databases.stream()
        .flatMap(database ->
            database.vip().stream()
                .map(vip ->
                    new Use(vip.host(), List.of(Keys.database(database.name(), "vip.address")))));
  }
}
