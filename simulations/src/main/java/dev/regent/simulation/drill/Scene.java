package dev.regent.simulation.drill;

import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.List;

/** The cell as it was when the drill began: who played which part. */
public record Scene(DrilledCell cell, Server primary, Server standby) {
  private static final Duration STATUS_LIMIT = Duration.ofSeconds(10);

  /** Finds the parts in a redundant cell. */
  public static Scene of(DrilledCell cell) {
    // The lead may just be changing hands: then nobody tells for a moment.
    NodeId primary =
        Await.some(
            STATUS_LIMIT,
            "a status that tells of a primary",
            () -> cell.status().flatMap(CellStatus::primary));
    return new Scene(
        cell,
        server(cell, cell.nodes().stream().filter(primary::equals).toList()),
        server(cell, cell.nodes().stream().filter(node -> !primary.equals(node)).toList()));
  }

  private static Server server(DrilledCell cell, List<NodeId> among) {
    return cell.servers().stream()
        .filter(server -> among.contains(server.node()))
        .findFirst()
        .orElseThrow(() -> new DrillFailed("no data node among " + among));
  }

  /** Every data node but the primary's; {@link #standby} is the first of them. */
  public List<Server> standbys() {
    return cell.servers().stream().filter(server -> !server.equals(primary)).toList();
  }

  /** The node without a server. */
  public NodeId witness() {
    return cell.nodes().stream()
        .filter(node -> cell.servers().stream().noneMatch(server -> server.node().equals(node)))
        .findFirst()
        .orElseThrow(() -> new DrillFailed("there is no witness"));
  }

  /** A superuser's session, patient. */
  public Sql superuser(Server server) {
    return Sql.at(server, cell.superuser(), Sql.Patience.LONG);
  }

  /** A client's session, patient. */
  public Sql client(Server server) {
    return Sql.at(server, cell.client(), Sql.Patience.LONG);
  }
}
