package dev.regent.controller.http.view;

import dev.regent.config.settings.VipSettings;
import dev.regent.controller.http.view.StatusView.NodeView;
import dev.regent.controller.http.view.StatusView.PlannedSync;
import dev.regent.controller.http.view.StatusView.SyncView;
import dev.regent.controller.role.Reason;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.SyncPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Derives the status of a database from a voter's state. */
public final class StatusViews {
  private StatusViews() {}

  /** The status as {@code voter} knows it at {@code now}. */
  public static StatusView of(VoterState voter, MonotonicTime now) {
    Optional<DatabaseState> state = voter.replica().state();
    PhaseView phase =
        state.map(DatabaseState::phase).map(PhaseView::of).orElseGet(StatusViews::unformed);
    Quorum quorum = Quorum.of(voter, now);
    Optional<Reason> waiting = Holding.of(voter, now).filter(reason -> reason != Reason.STEADY);
    List<NodeView> nodes = NodeViews.of(voter, now);
    List<String> missing = Redundancy.missing(voter, nodes);
    return new StatusView(
        voter.setup().database().name().name(),
        voter.setup().self().name(),
        quorum.held(),
        quorum.reason(),
        quorum.held() ? voter.leader().map(NodeId::name) : Optional.empty(),
        voter.highestTerm().number(),
        voter.replica().acceptedRevision().toString(),
        state.map(value -> value.formation().hash()),
        state.flatMap(DatabaseState::systemId).map(Object::toString),
        Words.of(voter.replica().mode(voter.setup().database().mode())),
        phase.name(),
        phase.text(),
        isPaused(state),
        phase.primary().map(NodeId::name),
        phase.target().map(NodeId::name),
        phase.token().map(Object::toString),
        phase.reason(),
        waiting.map(Words::of),
        waiting.map(Holding::text),
        state.flatMap(DatabaseState::lastPromoted).map(last -> last.timeline().number()),
        voter.setup().database().vip().map(VipSettings::address),
        missing.isEmpty(),
        missing,
        sync(voter, state),
        nodes,
        VoterViews.of(voter, now),
        problems(voter, nodes));
  }

  private static PhaseView unformed() {
    return new PhaseView(
        "unformed",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "the voters have not all met yet");
  }

  private static boolean isPaused(Optional<DatabaseState> state) {
    return state.filter(value -> value.phase() instanceof Phase.Paused).isPresent();
  }

  private static SyncView sync(VoterState voter, Optional<DatabaseState> state) {
    SyncSet sync = state.map(DatabaseState::sync).orElse(SyncSet.ALONE);
    return new SyncView(
        names(sync.members()),
        sync.confirmations(),
        voter.setup().database().confirmations(),
        rule(state.map(DatabaseState::syncRule).orElse(SyncRule.NONE)),
        state
            .flatMap(DatabaseState::plan)
            .map(SyncPlan::target)
            .map(target -> new PlannedSync(names(target.members()), target.confirmations())));
  }

  /** As in {@code synchronous_standby_names}; empty means asynchronous. */
  static String rule(SyncRule rule) {
    if (rule.required() == 0) {
      return "";
    }
    return "ANY %d (%s)".formatted(rule.required(), String.join(", ", names(rule.standbys())));
  }

  private static List<String> names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::name).toList();
  }

  private static List<String> problems(VoterState voter, List<NodeView> nodes) {
    return Stream.concat(
            OtherSettings.of(voter).stream(),
            nodes.stream()
                .filter(node -> node.problem().isPresent())
                .map(node -> node.node() + ": " + node.problem().get().message()))
        .toList();
  }
}
