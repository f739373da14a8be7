package dev.regent.controller.actor;

import akka.actor.Address;
import dev.regent.config.settings.CellSettings;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Whom {@link ClusterHealth} deals with.
 *
 * @param mayBegin whether this node may begin a cluster when it finds none
 * @param listener is told the reachable nodes, this one included, sorted
 */
record Peers(
    CellSettings cell, NodeId self, BooleanSupplier mayBegin, Consumer<List<NodeId>> listener) {
  /** The name of the ActorSystem that is a member. */
  static String systemName(CellSettings cell) {
    return cell.name() + "-members";
  }

  int quorum() {
    return CellConfig.quorum(cell);
  }

  List<Address> others() {
    return cell.nodes().stream()
        .filter(node -> !node.id().equals(self))
        .map(node -> address(CellConfig.membershipEndpoint(cell, node)))
        .toList();
  }

  Optional<NodeId> node(Address address) {
    return cell.nodes().stream()
        .filter(node -> address(CellConfig.membershipEndpoint(cell, node)).equals(address))
        .map(node -> node.id())
        .findFirst();
  }

  private Address address(Endpoint endpoint) {
    return new Address("akka", systemName(cell), endpoint.host(), endpoint.port());
  }
}
