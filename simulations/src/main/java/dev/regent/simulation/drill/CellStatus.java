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
 */
public record CellStatus(
    Optional<NodeId> primary,
    Optional<NodeId> leader,
    String phase,
    boolean redundant,
    List<String> missing) {
  public CellStatus {
    missing = List.copyOf(missing);
  }
}
