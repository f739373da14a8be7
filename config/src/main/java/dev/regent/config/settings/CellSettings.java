package dev.regent.config.settings;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The shared part of the settings: equal on all nodes, and so is its {@link SettingsHash}.
 *
 * <p><b>Invariants.</b> Those of {@link CellRules}. Lists are sorted by name.
 *
 * @param name also the name of the Akka cluster
 */
public record CellSettings(
    String name,
    List<NodeSettings> nodes,
    LeaseTimings lease,
    ElectionTimings election,
    List<DatabaseSettings> databases) {
  public CellSettings {
    Invariants.require(
        Texts.isCellName(name), "cell name is " + Texts.CELL_NAME_ALLOWED + ", got: " + name);
    nodes = nodes.stream().sorted(Comparator.comparing(NodeSettings::id)).toList();
    databases =
        databases.stream()
            .sorted(Comparator.comparing(database -> database.name().name()))
            .toList();
    InvalidSettings.throwIfAny(
        CellRules.violations(nodes, databases, new CellRules.Clockwork(lease, election)));
  }

  public Optional<NodeSettings> node(NodeId id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
  }

  public Optional<DatabaseSettings> database(DatabaseName wanted) {
    return databases.stream().filter(database -> database.name().equals(wanted)).findFirst();
  }
}
