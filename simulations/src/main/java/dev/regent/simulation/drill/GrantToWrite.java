package dev.regent.simulation.drill;

import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * From the moment at which the ledger was asked to make a node primary until a client's first write
 * there was acknowledged, in a switchover. PostgreSQL's own promotion is in it.
 *
 * <p>The first moment is that of the ledger's entry, a little before its commit, on the wall clock
 * that all nodes of one machine share.
 */
public final class GrantToWrite {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String GRANTED = " primary-granted ";

  private GrantToWrite() {}

  /**
   * Switches a redundant cell over.
   *
   * @param number used once in a database's life
   * @throws DrillFailed when that did not happen within a minute
   */
  public static Duration measure(DrilledCell cell, int number) {
    Scene scene = Scene.of(cell);
    NodeId next = scene.standby().node();
    try (Probes probes = Probes.start(cell, number)) {
      var asked = Ticks.now();
      var _ = cell.switchover(next);
      Await.until(LIMIT, next + " is written to", () -> wrote(probes, next));
      Await.until(
          LIMIT,
          next + " serves clients",
          () -> cell.status().flatMap(CellStatus::primary).filter(next::equals).isPresent());
      probes.stop();
      Commit first =
          probes.acknowledged().stream()
              .filter(commit -> commit.where().node().equals(next))
              .filter(commit -> commit.acknowledged().isAtLeast(asked))
              .findFirst()
              .orElseThrow();
      Instant written = Instant.now().minus(Ticks.now().since(first.acknowledged()));
      return Duration.between(granted(cell.history(next)), written);
    }
  }

  private static boolean wrote(Probes probes, NodeId node) {
    return probes.acknowledged().stream().anyMatch(commit -> commit.where().node().equals(node));
  }

  private static Instant granted(List<String> history) {
    String line =
        history.reversed().stream()
            .filter(entry -> entry.contains(GRANTED))
            .findFirst()
            .orElseThrow(() -> new DrillFailed("no history tells of the grant"));
    return Instant.parse(line.substring(0, line.indexOf(' ')));
  }
}
