package dev.regent.config.settings;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One primary and its standbys, as all nodes of the cell see them.
 *
 * <p><b>Invariants.</b> Lists are sorted by node, so that the order in a file means nothing. The
 * relations between the fields, and to the cell's nodes and lease, are those of {@link CellRules}:
 * a voter set that is being moved (L7) may be even for a while, one in a {@link CellSettings} not.
 *
 * @param voters the nodes that hold the ledger and vote; odd
 * @param confirmations the wanted k: how many standbys confirm a commit in the synchronous modes
 * @param maxLagBytes how many bytes a failover may lose in {@code performance}
 */
public record DatabaseSettings(
    DatabaseName name,
    List<NodeId> voters,
    ProtectionMode mode,
    int confirmations,
    long maxLagBytes,
    List<DataNodeSettings> dataNodes,
    Optional<VipSettings> vip,
    RoleTimings timings) {
  public DatabaseSettings {
    voters = voters.stream().sorted().toList();
    dataNodes = dataNodes.stream().sorted(Comparator.comparing(DataNodeSettings::node)).toList();
    Invariants.require(confirmations >= 1, "confirmations >= 1, got: " + confirmations);
    Invariants.require(maxLagBytes >= 0, "max lag >= 0 bytes, got: " + maxLagBytes);
  }

  public boolean isVoter(NodeId node) {
    return voters.contains(node);
  }

  /** This node's copy; empty for a witness. */
  public Optional<DataNodeSettings> dataNode(NodeId node) {
    for (DataNodeSettings copy : dataNodes) {
      if (copy.node().equals(node)) {
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }

  /** The order in which voters stand for leadership: those without a copy first, then by name. */
  public List<NodeId> votersInOrder() {
    return voters.stream()
        .sorted(Comparator.comparing((NodeId voter) -> dataNode(voter).isPresent()))
        .toList();
  }
}
