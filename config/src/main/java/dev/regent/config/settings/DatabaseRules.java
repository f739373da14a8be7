package dev.regent.config.settings;

import dev.regent.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may be what for one database.
 *
 * <ol>
 *   <li>Voters are nodes of the cell, each once, and an odd number of at least {@link
 *       #FEWEST_VOTERS}: an even one survives no more losses than one less, and two halves of it
 *       can both be no majority (L7).
 *   <li>Data nodes are nodes of the cell with the role {@code data}, each once, at least one, and
 *       voters: a copy whose node does not vote could not know what is committed.
 *   <li>k is at most the number of standbys in the synchronous modes.
 * </ol>
 */
final class DatabaseRules {
  static final int FEWEST_VOTERS = 3;
  static final int MOST_VOTERS = 9;

  private DatabaseRules() {}

  static List<Violation> violations(DatabaseSettings database, List<NodeSettings> nodes) {
    return Stream.of(
            voterCount(database),
            eachVoterOnce(database),
            votersAreNodes(database, nodes),
            atLeastOneDataNode(database),
            eachDataNodeOnce(database),
            dataNodesAreDataNodes(database, nodes),
            dataNodesVote(database),
            confirmationsAreReachable(database))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Violation> voterCount(DatabaseSettings database) {
    long count = database.voters().stream().distinct().count();
    return count >= FEWEST_VOTERS && count <= MOST_VOTERS && count % 2 == 1
        ? List.of()
        : List.of(
            new Violation(
                List.of(Keys.database(database.name(), "voters")),
                count + (count % 2 == 0 ? " voters, an even number" : " voters"),
                "3, 5, 7 or 9 voters"));
  }

  private static List<Violation> eachVoterOnce(DatabaseSettings database) {
    return twice(database.voters()).stream()
        .map(voter ->
            new Violation(
                List.of(Keys.database(database.name(), "voters")),
                voter + " is given twice",
                "each node once"))
        .toList();
  }

  private static List<Violation> votersAreNodes(
      DatabaseSettings database, List<NodeSettings> nodes) {
    return database.voters().stream()
        .distinct()
        .filter(voter -> find(voter, nodes).isEmpty())
        .map(voter ->
            new Violation(
                List.of(Keys.database(database.name(), "voters"), Keys.NODES),
                "unknown node " + voter,
                names(nodes)))
        .toList();
  }

  private static List<Violation> atLeastOneDataNode(DatabaseSettings database) {
    return database.dataNodes().isEmpty()
        ? List.of(
            new Violation(
                List.of(Keys.database(database.name(), "data-nodes")),
                "no data node",
                "at least one node that runs PostgreSQL; two or more to survive a loss"))
        : List.of();
  }

  private static List<Violation> eachDataNodeOnce(DatabaseSettings database) {
    return twice(database.dataNodes().stream().map(DataNodeSettings::node).toList()).stream()
        .map(node ->
            new Violation(
                List.of(Keys.dataNode(database.name(), node, "node")),
                node + " is given twice",
                "each node once"))
        .toList();
  }

  private static List<Violation> dataNodesAreDataNodes(
      DatabaseSettings database, List<NodeSettings> nodes) {
    return database.dataNodes().stream()
        .map(DataNodeSettings::node)
        .distinct()
        .flatMap(node -> isDataNode(database, node, nodes).stream())
        .toList();
  }

  private static Optional<Violation> isDataNode(
      DatabaseSettings database, NodeId node, List<NodeSettings> nodes) {
    String key = Keys.dataNode(database.name(), node, "node");
    Optional<NodeSettings> known = find(node, nodes);
    if (known.isEmpty()) {
      return Optional.of(
          new Violation(List.of(key, Keys.NODES), "unknown node " + node, names(nodes)));
    }
    return switch (known.get().role()) {
      case DATA -> Optional.empty();
      case WITNESS ->
          Optional.of(
              new Violation(
                  List.of(key, Keys.node(node, "role")),
                  node + " is a witness, which runs no PostgreSQL",
                  "a node with role = data"));
    };
  }

  private static List<Violation> dataNodesVote(DatabaseSettings database) {
    return database.dataNodes().stream()
        .map(DataNodeSettings::node)
        .distinct()
        .filter(node -> !database.isVoter(node))
        .map(node ->
            new Violation(
                List.of(
                    Keys.dataNode(database.name(), node, "node"),
                    Keys.database(database.name(), "voters")),
                node + " is a data node but no voter",
                "every data node is one of the voters"))
        .toList();
  }

  private static List<Violation> confirmationsAreReachable(DatabaseSettings database) {
    int standbys = database.dataNodes().size() - 1;
    return !database.mode().isSynchronous() || database.confirmations() <= standbys
        ? List.of()
        : List.of(
            new Violation(
                List.of(
                    Keys.database(database.name(), "confirmations"),
                    Keys.database(database.name(), "mode"),
                    Keys.database(database.name(), "data-nodes")),
                "%d confirmations of %d standbys".formatted(database.confirmations(), standbys),
                standbys > 0 ? "1 to " + standbys : "mode = performance, or more data nodes"));
  }

  private static List<NodeId> twice(List<NodeId> nodes) {
    TreeSet<NodeId> seen = new TreeSet<>();
    return nodes.stream().filter(node -> !seen.add(node)).distinct().toList();
  }

  private static Optional<NodeSettings> find(NodeId id, List<NodeSettings> nodes) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
  }

  private static String names(List<NodeSettings> nodes) {
    return nodes.isEmpty()
        ? "a node of regent.cell.nodes, which is empty"
        : nodes.stream()
            .map(node -> node.id().name())
            .distinct()
            .collect(Collectors.joining(", ", "one of ", ""));
  }
}
