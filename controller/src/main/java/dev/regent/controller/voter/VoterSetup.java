package dev.regent.controller.voter;

import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.ElectionTimings;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a voter knows before anything happens.
 *
 * @param order all voters in the order in which they stand for leader: witnesses first, then by
 *     name
 * @param settingsHash of the shared settings (L6)
 * @param machine tells this machine from another (L6)
 */
public record VoterSetup(
    NodeId self,
    DatabaseSettings database,
    LeaseTimings lease,
    ElectionTimings election,
    List<NodeId> order,
    String settingsHash,
    String machine) {

  /** This voter's place in the order of standing; 0 stands first. */
  public int rank() {
    return order.indexOf(self);
  }

  public List<NodeId> others() {
    List<NodeId> others = new ArrayList<>(order);
    others.remove(self);
    return List.copyOf(others);
  }

  /** Whether the node runs no PostgreSQL of this database. */
  public boolean isWitness(NodeId node) {
    return database.dataNodes().stream().noneMatch(data -> data.node().equals(node));
  }
}
