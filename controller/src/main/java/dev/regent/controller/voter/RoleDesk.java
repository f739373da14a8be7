package dev.regent.controller.voter;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.FailoverDecision;
import dev.regent.controller.role.LeaderPlacement;
import dev.regent.controller.role.RoleDecision;
import dev.regent.controller.role.RoleView;
import dev.regent.controller.role.StandbyHealth;
import dev.regent.controller.role.Tenure;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Builds the view for the role decisions of a leader, and carries their outcome out. */
final class RoleDesk {
  private RoleDesk() {}

  static void act(Turn turn, Leadership.Leading leading) {
    RoleView view = view(turn, leading);
    if (Asking.next(turn, view)) {
      return;
    }
    carryOut(turn, FailoverDecision.decide(view), view);
  }

  private static void carryOut(Turn turn, RoleDecision decision, RoleView view) {
    switch (decision) {
      case RoleDecision.Propose propose -> Leader.propose(turn, propose.event());
      case RoleDecision.AskReports ask -> askReports(turn, view);
      case RoleDecision.HandOver handOver -> handOver(turn, handOver.to());
      case RoleDecision.Hold hold -> {
        repeatRequests(turn, view);
        LeaderPlacement.decide(view, turn.setup().order())
            .ifPresent(placement -> carryOut(turn, placement, view));
      }
    }
  }

  static RoleView view(Turn turn, Leadership.Leading leading) {
    MonotonicTime oldest = turn.now().minus(turn.setup().election().electionTimeout());
    SortedSet<NodeId> contacts = new TreeSet<>();
    for (Leadership.Contact contact : leading.contacts()) {
      boolean current = contact.accepted().equals(leading.committed().revision());
      if (current && contact.beatSentAt().isAtLeast(oldest)) {
        contacts.add(contact.voter().node());
      }
    }
    Board board = turn.state().board().with(turn.toldSlot(), turn.now());
    return new RoleView(
        turn.setup().self(),
        turn.setup().database(),
        turn.setup().lease(),
        turn.setup().election(),
        leading.committed(),
        board,
        turn.state().tenure(),
        List.copyOf(contacts),
        turn.now());
  }

  /** S2: the wait is over, so the candidates are asked, all at once. */
  private static void askReports(Turn turn, RoleView view) {
    var round = new Tenure.ReportRound(turn.now().nanos(), view.revision(), turn.now());
    turn.become(turn.state().with(turn.state().tenure().asking(round)));
    turn.reached(Milestone.SLOTS_FREE, view.revision());
    sendRequests(turn, view, round);
  }

  private static void sendRequests(Turn turn, RoleView view, Tenure.ReportRound round) {
    view.dataNodes().stream()
        .flatMap(node -> view.last(node).stream())
        .filter(report -> !hasAnswered(report, round))
        .map(NodeReport::session)
        .forEach(session -> request(turn, session, round.revision(), round.number()));
  }

  private static boolean hasAnswered(NodeReport report, Tenure.ReportRound round) {
    return report.cut().filter(cut -> cut.request() == round.number()).isPresent();
  }

  private static void request(Turn turn, Session session, Revision revision, long number) {
    turn.send(session.node(), new Message.ReportRequest(session, revision, number));
  }

  /** Messages get lost: with each beat, whoever has not answered is asked again. */
  private static void repeatRequests(Turn turn, RoleView view) {
    boolean beatJustNow =
        turn.state().leadership() instanceof Leadership.Leading leading
            && leading.lastBeat().equals(turn.now());
    if (beatJustNow && view.state().phase() instanceof Phase.Revoked) {
      view.tenure().round().ifPresent(round -> sendRequests(turn, view, round));
    }
  }

  /** R7: stops leading first, and does not stand for three election timeouts. */
  private static void handOver(Turn turn, NodeId to) {
    Leadership.Leading leading = (Leadership.Leading) turn.state().leadership();
    turn.note(Effect.Level.INFO, "hand over the lead to=" + to);
    turn.rest(turn.now().plus(turn.setup().election().electionTimeout().multipliedBy(3)));
    turn.send(to, new Message.HandOver(leading.term()));
  }

  /** Takes notice of what a report says beside the node's state: of standbys, and of touch. */
  static void reported(Turn turn, Leadership.Leading leading, NodeReport report) {
    switch (leading.committed().state().phase()) {
      case Phase.Primary primary when report.session().equals(primary.holder()) ->
          watchStandbys(turn, report);
      case Phase.SwitchingOver switching when hasStopped(report, switching) ->
          hurryTarget(turn, switching, leading.committed().revision());
      case Phase _ -> {}
    }
    LeaderPlacement.touched(view(turn, leading), report)
        .ifPresent(at -> turn.become(turn.state().with(turn.state().tenure().touching(at))));
  }

  private static boolean hasStopped(NodeReport report, Phase.SwitchingOver switching) {
    return report.session().node().equals(switching.holder().node())
        && report.stopped().filter(stop -> stop.token().equals(switching.token())).isPresent();
  }

  /** R3: once the old primary has stopped nobody serves, so its target is to look at once. */
  private static void hurryTarget(Turn turn, Phase.SwitchingOver switching, Revision revision) {
    turn.state()
        .board()
        .report(switching.target())
        .map(heard -> heard.what().session())
        .ifPresent(target -> request(turn, target, revision, turn.now().nanos()));
  }

  /**
   * From the primary's newest report, unless it repeats a look that they were judged by: a standby
   * that was behind then would seem to stand still since (S1).
   */
  private static void watchStandbys(Turn turn, NodeReport report) {
    Tenure.Look look = look(report);
    if (!answered(report) || turn.state().tenure().judged().equals(Optional.of(look))) {
      return;
    }
    Tenure tenure = turn.state().tenure().judging(look);
    for (var data : turn.setup().database().dataNodes()) {
      if (!data.node().equals(report.session().node())) {
        StandbyHealth health =
            tenure.health(data.node()).orElseGet(() -> StandbyHealth.unknown(turn.now()));
        MonotonicTime since = tenure.phaseSince();
        tenure =
            tenure.with(
                data.node(), health.seen(report.postgres(), data.node(), since, turn.now()));
      }
    }
    turn.become(turn.state().with(tenure));
  }

  /** Of a release that does not number its looks, each report counts as one. */
  private static Tenure.Look look(NodeReport report) {
    return new Tenure.Look(report.session(), report.look().orElse(report.sequence()));
  }

  /**
   * A server that did not answer says nothing of its standbys: taken for lost, they could not take
   * over from it.
   */
  private static boolean answered(NodeReport report) {
    return report.postgres().status() == PostgresStatus.PRIMARY && report.postgres().consistent();
  }
}
