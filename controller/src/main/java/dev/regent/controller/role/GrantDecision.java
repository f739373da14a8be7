package dev.regent.controller.role;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a revocation to the next grant: wait for the old holder, ask the candidates, choose (S2).
 */
final class GrantDecision {
  private GrantDecision() {}

  static RoleDecision decide(RoleView view, Phase.Revoked revoked) {
    if (!revoked.fenced() && !view.areSlotsFree()) {
      return new RoleDecision.Hold(Reason.WAITING_FOR_SLOTS);
    }
    if (view.tenure().round().isEmpty()) {
      return new RoleDecision.AskReports();
    }
    List<NodeReport> answers = answers(view, view.tenure().round().get());
    if (isWorthWaiting(view, answers)) {
      return new RoleDecision.Hold(Reason.WAITING_FOR_CANDIDATES);
    }
    return choose(view, revoked, answers);
  }

  /** Only a report that answers this round is a promise: the receiver is cut since (S2). */
  private static List<NodeReport> answers(RoleView view, Tenure.ReportRound round) {
    return view.dataNodes().stream()
        .flatMap(node -> view.fresh(node).stream())
        .filter(report ->
            report
                .cut()
                .filter(cut ->
                    cut.request() == round.number() && cut.revision().equals(round.revision()))
                .isPresent())
        .filter(Candidates::isFit)
        .filter(report -> Candidates.isOurs(report, view.state()))
        .toList();
  }

  /** Somebody who is known to live has not answered yet, and may be the better one. */
  private static boolean isWorthWaiting(RoleView view, List<NodeReport> answers) {
    Tenure.ReportRound round = view.tenure().round().orElseThrow();
    boolean patience =
        view.now().since(round.startedAt()).compareTo(view.settings().timings().candidateWait())
            < 0;
    boolean asynchronous = view.state().mode() == ProtectionMode.PERFORMANCE;
    return patience
        && view.dataNodes().stream()
            .filter(node -> asynchronous || view.state().sync().contains(node))
            .flatMap(node -> view.fresh(node).stream())
            .filter(Candidates::isFit)
            .anyMatch(
                report -> answers.stream().noneMatch(a -> a.session().equals(report.session())));
  }

  private static RoleDecision choose(
      RoleView view, Phase.Revoked revoked, List<NodeReport> answers) {
    List<NodeReport> candidates = candidates(view, revoked, answers);
    Optional<NodeReport> best = preferred(view, revoked, answers);
    if (best.isEmpty()) {
      boolean lagging = view.state().mode() == ProtectionMode.PERFORMANCE && !answers.isEmpty();
      return new RoleDecision.Hold(lagging ? Reason.CANDIDATES_LAG : Reason.WAITING_FOR_CANDIDATES);
    }
    NodeReport chosen = best.get();
    return new RoleDecision.Propose(
        new LedgerEvent.PrimaryGranted(
            chosen.session(),
            chosen.postgres().systemId().orElseThrow(),
            view.nextTimeline(),
            reason(view, revoked, chosen),
            Candidates.describe(answers, candidates),
            possiblyLost(view, revoked, chosen)));
  }

  /**
   * S2: members of S once enough of them answered, and always the last promoted. With fewer answers
   * a member may lack what another confirmed, so it is none.
   */
  static List<NodeReport> candidates(
      RoleView view, Phase.Revoked revoked, List<NodeReport> answers) {
    if (revoked.acceptDataLoss()) {
      return answers;
    }
    if (view.state().lastPromoted().isEmpty()) {
      return neverPromoted(view, revoked, answers);
    }
    if (view.state().mode() == ProtectionMode.PERFORMANCE) {
      return answers.stream()
          .filter(report ->
              Candidates.isLastPromoted(view, report)
                  || Candidates.lag(view, report) <= view.settings().maxLagBytes())
          .toList();
    }
    SyncSet sync = view.state().sync();
    List<NodeReport> members =
        answers.stream().filter(report -> sync.contains(report.session().node())).toList();
    boolean enough = !sync.isAlone() && members.size() >= sync.answersNeeded();
    List<NodeReport> candidates = new ArrayList<>(enough ? members : List.of());
    answers.stream()
        .filter(report -> Candidates.isLastPromoted(view, report))
        .filter(report -> !candidates.contains(report))
        .forEach(candidates::add);
    return List.copyOf(candidates);
  }

  /**
   * The first grant ended before its promotion was committed. Its holder was ahead of all then, and
   * nothing was acknowledged since (S4), so it needs no other answer; the others are candidates
   * once every directory has answered, as for the first grant itself (L6).
   */
  private static List<NodeReport> neverPromoted(
      RoleView view, Phase.Revoked revoked, List<NodeReport> answers) {
    boolean complete =
        view.dataNodes().stream()
            .map(view::fresh)
            .allMatch(report -> report.filter(r -> isAnswerOrEmpty(r, answers)).isPresent());
    NodeId first = revoked.holder().node();
    return complete
        ? answers
        : answers.stream().filter(report -> report.session().node().equals(first)).toList();
  }

  private static boolean isAnswerOrEmpty(NodeReport report, List<NodeReport> answers) {
    return report.postgres().status() == PostgresStatus.ABSENT || answers.contains(report);
  }

  /** The preferred one if nobody is ahead of it; otherwise the best. */
  private static Optional<NodeReport> preferred(
      RoleView view, Phase.Revoked revoked, List<NodeReport> answers) {
    List<NodeReport> candidates = candidates(view, revoked, answers);
    Optional<NodeReport> best = avoidingFailed(view, revoked, answers);
    Optional<NodeReport> wanted =
        candidates.stream()
            .filter(report -> revoked.preferred().equals(Optional.of(report.session().node())))
            .filter(report ->
                revoked.acceptDataLoss()
                    || best.filter(
                            b -> report.postgres().rank().compareTo(b.postgres().rank()) >= 0)
                        .isPresent())
            .findFirst();
    return wanted.or(() -> best);
  }

  /**
   * Who just failed to promote, or whose PostgreSQL just died, is taken only for want of another
   * that surely has everything without it: as one of those who are candidates by themselves, or
   * being no less far.
   *
   * <p>Without that: 1 S = {b, c}, k = 1, and b alone confirmed the last row; 2 a dies, b is
   * granted and cannot promote; 3 both answer, so both are candidates, by b's answer; 4 c lacks the
   * row.
   */
  private static Optional<NodeReport> avoidingFailed(
      RoleView view, Phase.Revoked revoked, List<NodeReport> answers) {
    List<NodeReport> candidates = candidates(view, revoked, answers);
    List<NodeReport> others =
        answers.stream().filter(report -> !isHolder(report, revoked)).toList();
    List<NodeReport> without = candidates(view, revoked, others);
    List<NodeReport> safe =
        candidates.stream()
            .filter(report -> !isHolder(report, revoked))
            .filter(report -> without.contains(report) || isNoLessFar(report, revoked, answers))
            .toList();
    return Candidates.best(view, hasFailed(view, revoked) && !safe.isEmpty() ? safe : candidates);
  }

  /** Also whoever was granted and never promoted, whatever ended that: it may never be able to. */
  private static boolean hasFailed(RoleView view, Phase.Revoked revoked) {
    boolean promoted =
        view.state()
            .lastPromoted()
            .filter(last -> last.token().equals(revoked.token()))
            .isPresent();
    return switch (revoked.reason()) {
      case PROMOTION_FAILED, POSTGRES_DOWN, POSTGRES_UNRESPONSIVE, POSTGRES_STALLED -> true;
      case OPERATOR, SWITCHOVER -> true;
      case SILENT, LEASE_LOST, SESSION_ENDED, SWITCHOVER_ABORTED -> !promoted;
    };
  }

  private static boolean isHolder(NodeReport report, Phase.Revoked revoked) {
    return report.session().node().equals(revoked.holder().node());
  }

  private static boolean isNoLessFar(
      NodeReport report, Phase.Revoked revoked, List<NodeReport> answers) {
    return answers.stream()
        .filter(other -> isHolder(other, revoked))
        .allMatch(holder -> report.postgres().rank().compareTo(holder.postgres().rank()) >= 0);
  }

  private static GrantReason reason(RoleView view, Phase.Revoked revoked, NodeReport chosen) {
    if (revoked.acceptDataLoss()) {
      return GrantReason.DATA_LOSS_ACCEPTED;
    }
    if (revoked.preferred().equals(Optional.of(chosen.session().node()))) {
      return GrantReason.CHOSEN;
    }
    if (Candidates.isLastPromoted(view, chosen)) {
      return GrantReason.LAST_PROMOTED;
    }
    return view.state().mode() == ProtectionMode.PERFORMANCE
        ? GrantReason.WITHIN_LAG
        : GrantReason.BEST_CANDIDATE;
  }

  private static long possiblyLost(RoleView view, Phase.Revoked revoked, NodeReport chosen) {
    boolean mayLose = revoked.acceptDataLoss() || view.state().mode() == ProtectionMode.PERFORMANCE;
    return mayLose ? Candidates.lag(view, chosen) : 0;
  }
}
