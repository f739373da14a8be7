package dev.regent.controller.http.view;

import dev.regent.controller.http.view.StatusView.NodeView;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether one more failure of any node would be survived with a writable primary: one primary that
 * serves, every other data node streams from it, and in the synchronous modes each is a member of S
 * with as many confirmations as wanted (I8).
 */
final class Redundancy {
  private Redundancy() {}

  /** What is missing, as sentences; empty when redundant. */
  static List<String> missing(VoterState voter, List<NodeView> nodes) {
    Optional<DatabaseState> state = voter.replica().state();
    if (state.isEmpty() || !(state.get().phase() instanceof Phase.Primary primary)) {
      return List.of("there is no settled primary");
    }
    String primaryNode = primary.holder().node().name();
    List<String> missing = new ArrayList<>();
    for (NodeView node : nodes) {
      if (node.node().equals(primaryNode)) {
        ofPrimary(node).ifPresent(missing::add);
      } else if (!node.role().equals("witness")) {
        ofStandby(node, primaryNode, state.get()).ifPresent(missing::add);
      }
    }
    ofSync(voter, state.get()).ifPresent(missing::add);
    return List.copyOf(missing);
  }

  private static Optional<String> ofPrimary(NodeView node) {
    if (!node.reportFresh()) {
      return Optional.of("the primary %s is silent".formatted(node.node()));
    }
    return node.writable() && node.open()
        ? Optional.empty()
        : Optional.of("the primary %s does not serve writes yet".formatted(node.node()));
  }

  private static Optional<String> ofStandby(NodeView node, String primary, DatabaseState state) {
    if (!node.reportFresh()) {
      return Optional.of("standby %s is silent".formatted(node.node()));
    }
    if (!node.postgres().equals("standby")) {
      return Optional.of("PostgreSQL on %s is %s".formatted(node.node(), node.postgres()));
    }
    if (!node.streaming() || !node.streamsFrom().equals(Optional.of(primary))) {
      return Optional.of("standby %s does not stream from %s".formatted(node.node(), primary));
    }
    return state.mode().isSynchronous() && !node.syncMember()
        ? Optional.of("standby %s is not in the synchronous set yet".formatted(node.node()))
        : Optional.empty();
  }

  private static Optional<String> ofSync(VoterState voter, DatabaseState state) {
    int wanted = voter.setup().database().confirmations();
    return state.mode().isSynchronous() && state.sync().confirmations() < wanted
        ? Optional.of(
            "writes wait for %d confirmations of the wanted %d"
                .formatted(state.sync().confirmations(), wanted))
        : Optional.empty();
  }
}
