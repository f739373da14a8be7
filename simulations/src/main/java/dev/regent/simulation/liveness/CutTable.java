package dev.regent.simulation.liveness;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every cut of a cell of three, with every leader and every primary, the third node fast or slow.
 */
public final class CutTable {
  /** Within this a cell whose network stays cut has a leased and commanded primary for good. */
  public static final Duration BOUND = Duration.ofSeconds(15);

  private CutTable() {}

  /**
   * One way for it to begin.
   *
   * @param slow whether what the third node sends and hears takes up to {@link CutRun#SLOW}
   */
  public record Row(Cut cut, NodeId leader, NodeId primary, boolean slow) {
    @Override
    public String toString() {
      return "%s, leader %s, primary %s, %s third node"
          .formatted(cut.name(), leader, primary, slow ? "slow" : "fast");
    }
  }

  /** All rows, in the order in which people would look for them. */
  public static List<Row> rows() {
    WorldSettings settings = WorldSettings.usual(1);
    List<NodeId> nodes = Cluster.of(settings).world().nodes().stream().map(n -> n.id()).toList();
    List<Row> rows = new ArrayList<>();
    for (Cut cut : Cut.all(nodes.stream().sorted().toList())) {
      for (NodeId leader : nodes) {
        for (NodeId primary : settings.dataNodes()) {
          rows.add(new Row(cut, leader, primary, false));
          rows.add(new Row(cut, leader, primary, true));
        }
      }
    }
    return List.copyOf(rows);
  }
}
