package dev.regent.simulation.drill;

import dev.regent.protocol.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * What the cell says about itself.
 *
 * @param primary whom the ledger calls so
 * @param leader who decides; not the primary
 * @param missing what keeps it from being redundant, as sentences
 * @param unsettled voters that were started so lately that they may not vote a primary down yet
 *     (V3), and silent ones: until they do, a failover takes longer than it would
 */
public record CellStatus(
    Optional<NodeId> primary,
    Optional<NodeId> leader,
    String phase,
    boolean redundant,
    List<String> missing,
    List<String> unsettled) {
  public CellStatus {
    missing = List.copyOf(missing);
    unsettled = List.copyOf(unsettled);
  }
}
