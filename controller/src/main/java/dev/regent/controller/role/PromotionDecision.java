package dev.regent.controller.role;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.Phase;
import java.util.List;
import java.util.Optional;

/** From a grant to {@code Promoted}: S4, S5. */
final class PromotionDecision {
  private PromotionDecision() {}

  static RoleDecision decide(RoleView view, Phase.Granted granted) {
    Optional<NodeReport> report = view.fresh(granted.holder());
    Optional<NodeReport.Promoted> promoted =
        report
            .flatMap(NodeReport::promoted)
            .filter(done -> done.token().equals(granted.token()))
            .filter(done -> !granted.inPlace() || isNew(view, done));
    if (promoted.isPresent()) {
      return accept(view, granted, promoted.get());
    }
    boolean failed =
        report
            .flatMap(NodeReport::problem)
            .filter(problem -> problem.revision().equals(view.revision()) && !problem.retry())
            .isPresent();
    return failed
        ? FailoverDecision.revoke(granted.token(), RevokeReason.PROMOTION_FAILED)
        : new RoleDecision.Hold(Reason.PROMOTING);
  }

  /** In place the same token promotes again: the promotion before this one does not count. */
  private static boolean isNew(RoleView view, NodeReport.Promoted done) {
    return view.state()
        .lastPromoted()
        .filter(last -> last.timeline().equals(done.timeline()))
        .isEmpty();
  }

  /** S5: a promotion onto another timeline than the granted one is refused. */
  private static RoleDecision accept(
      RoleView view, Phase.Granted granted, NodeReport.Promoted promoted) {
    if (!promoted.timeline().equals(granted.timeline())) {
      return FailoverDecision.revoke(granted.token(), RevokeReason.PROMOTION_FAILED);
    }
    return new RoleDecision.Propose(
        new LedgerEvent.Promoted(
            granted.token(),
            promoted.timeline(),
            promoted.endOfRecovery(),
            syncAfter(view, granted.holder().node())));
  }

  /**
   * S4: the old S without the new primary and k - 1 (unchanged if it was not in S), or k = 0 where
   * too few of them are there to confirm and the mode lets the primary go on alone.
   */
  static SyncSet syncAfter(RoleView view, NodeId primary) {
    SyncSet old = view.state().sync();
    List<NodeId> members = old.members().stream().filter(node -> !node.equals(primary)).toList();
    int confirmations = old.confirmations() - (old.contains(primary) ? 1 : 0);
    if (confirmations <= 0) {
      return SyncSet.ALONE;
    }
    long there =
        members.stream()
            .flatMap(node -> view.fresh(node).stream())
            .filter(Candidates::isFit)
            .count();
    boolean mayGoAlone = view.state().mode() != ProtectionMode.PROTECTION;
    return mayGoAlone && there < confirmations
        ? SyncSet.ALONE
        : new SyncSet(members, confirmations);
  }
}
