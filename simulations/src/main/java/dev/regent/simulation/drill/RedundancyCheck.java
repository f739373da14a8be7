package dev.regent.simulation.drill;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether the cell is redundant, by its own word <em>and</em> by PostgreSQL's: each standby
 * receives on the primary's timeline, and has flushed and replayed past a position that the primary
 * had after the question was asked. A state of {@code streaming} alone proves nothing.
 */
final class RedundancyCheck implements RedundancyWatch.Check {
  private final DrilledCell cell;
  private String missing = "not looked yet";

  RedundancyCheck(DrilledCell cell) {
    this.cell = cell;
  }

  @Override
  public String missing() {
    return missing;
  }

  @Override
  public boolean holds() {
    Optional<CellStatus> status = cell.status();
    if (status.isEmpty() || status.get().primary().isEmpty() || !status.get().redundant()) {
      missing =
          status
              .map(found -> "phase %s: %s".formatted(found.phase(), found.missing()))
              .orElse("no node answers with a majority");
      return false;
    }
    try {
      Scene scene = Scene.of(cell);
      missing = Replication.missing(scene.primary(), scene.standbys(), cell.superuser());
    } catch (SQLException | DrillFailed failed) {
      missing = "PostgreSQL: " + failed.getMessage();
    }
    return missing.isEmpty();
  }
}
