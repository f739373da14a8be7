package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.List;
import java.util.Optional;

/** I8: one primary that commits, every standby redundant, the VIP on the primary, a leader. */
public final class Convergence {
  private Convergence() {}

  /** What is still missing; nothing when the world has converged. */
  public static Optional<String> missing(World world) {
    Optional<DatabaseState> state = world.database();
    if (state.isEmpty() || !(state.get().phase() instanceof Phase.Primary primary)) {
      return Optional.of("no primary: " + state.map(DatabaseState::phase));
    }
    if (world.leader().isEmpty()) {
      return Optional.of("no leader");
    }
    NodeId holder = primary.holder().node();
    return serving(world, holder)
        .or(() -> redundant(world, holder, state.get()))
        .or(() -> voting(world));
  }

  private static Optional<String> serving(World world, NodeId holder) {
    if (!world.server(holder).isOpenPrimary()) {
      return Optional.of(holder + " does not serve");
    }
    if (world.now() - world.lastAcknowledged() > Nanos.SECOND) {
      return Optional.of("no write was acknowledged lately");
    }
    return world.node(holder).hasVip()
        ? Optional.empty()
        : Optional.of("the VIP is not on " + holder);
  }

  private static Optional<String> redundant(World world, NodeId holder, DatabaseState state) {
    List<NodeId> standbys =
        world.servers().stream().map(Postgres::node).filter(id -> !id.equals(holder)).toList();
    for (NodeId standby : standbys) {
      if (!world.server(standby).isFollowing(world.server(holder))) {
        return Optional.of(standby + " does not follow " + holder);
      }
    }
    boolean synchronous = state.mode().isSynchronous();
    int wanted = Math.min(world.settings().confirmations(), standbys.size());
    boolean counted =
        state.sync().members().equals(standbys) && state.sync().confirmations() == wanted;
    return counted || !synchronous
        ? Optional.empty()
        : Optional.of("synchronous set is " + state.sync() + ", plan " + state.plan());
  }

  private static Optional<String> voting(World world) {
    return world.nodes().stream()
        .filter(node -> !node.disk().recovered().isVoter())
        .map(node -> node.id() + " does not vote")
        .findFirst();
  }
}
