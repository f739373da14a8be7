package dev.regent.agent.holder;

import dev.regent.agent.engine.Observation;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells every voter of this node: at once on a change, and with each renewal interval. */
final class Reporter {
  private Reporter() {}

  static void act(AgentTurn turn) {
    AgentState.Reporting reporting = turn.state().reporting();
    Duration interval = turn.setup().lease().renewInterval();
    boolean due = reporting.due() || turn.now().isAtLeast(reporting.sentAt().plus(interval));
    boolean looked = turn.facts().observed().isPresent();
    if (!due || !looked) {
      if (due) {
        turn.become(
            turn.state().with(new AgentState.Reporting(reporting.sequence(), turn.now(), false)));
      }
      return;
    }
    long sequence = Math.max(reporting.sequence() + 1, turn.now().nanos());
    turn.become(turn.state().with(new AgentState.Reporting(sequence, turn.now(), false)));
    turn.effect(new AgentEffect.Broadcast(report(turn.state(), turn.now())));
  }

  /** The node as the agent knows it now. */
  static NodeReport report(AgentState state, MonotonicTime now) {
    Facts facts = state.facts();
    Observation observation = facts.observed().orElseThrow();
    AgentState.Contact contact = state.contact();
    return new NodeReport(
        state.session(),
        state.reporting().sequence(),
        state.obeyed(),
        state.paused(),
        patient(state, observation.postgres(), now),
        observation.directoryIntact(),
        observation.acceptsClients(),
        state.lease().token().filter(token -> state.lease().isLive(now)),
        state.lease().newestDead(),
        facts.cut(),
        facts.promoted(),
        facts.sync(),
        facts.stopped(),
        facts.problem(),
        contact
            .leader()
            .map(leader ->
                new NodeReport.LeaderHeard(
                    contact.term(), now.since(contact.heardAt()).toMillis())),
        Optional.of(state.lease().answered()),
        Optional.of(facts.look()));
  }

  /** A server that does not answer is called unresponsive only after the suspect time (I12). */
  private static PostgresView patient(AgentState state, PostgresView view, MonotonicTime now) {
    boolean early =
        view.status() == PostgresStatus.UNRESPONSIVE
            && state
                .facts()
                .hungSince()
                .filter(
                    since -> now.since(since).compareTo(state.setup().lease().suspectTime()) < 0)
                .isPresent();
    boolean leads = state.lease().isLive(now);
    return early
        ? new PostgresView(
            leads ? PostgresStatus.PRIMARY : PostgresStatus.STARTING,
            view.systemId(),
            view.flushed(),
            view.replayed(),
            false,
            leads ? view.walSenders() : List.of(),
            Optional.empty())
        : view;
  }
}
