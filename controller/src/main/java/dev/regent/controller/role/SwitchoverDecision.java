package dev.regent.controller.role;

import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;

/** From {@code SwitchoverStarted} to the revocation of the old primary, or to the abort: R3. */
final class SwitchoverDecision {
  private SwitchoverDecision() {}

  static RoleDecision decide(RoleView view, Phase.SwitchingOver switching) {
    Optional<NodeReport> primary = view.fresh(switching.holder());
    Optional<NodeReport.Stopped> stopped =
        primary.flatMap(NodeReport::stopped).filter(stop -> stop.token().equals(switching.token()));
    if (stopped.isPresent() && hasAll(view, switching, stopped.get())) {
      return new RoleDecision.Propose(
          new LedgerEvent.PrimaryRevoked(
              switching.token(), RevokeReason.SWITCHOVER, Optional.of(switching.target()), false));
    }
    Optional<String> failure = failure(view, switching, primary);
    return failure.isPresent()
        ? new RoleDecision.Propose(new LedgerEvent.SwitchoverAborted(failure.get()))
        : new RoleDecision.Hold(Reason.SWITCHING_OVER);
  }

  /** The target's own word that it has the shutdown checkpoint's record flushed. */
  private static boolean hasAll(
      RoleView view, Phase.SwitchingOver switching, NodeReport.Stopped stopped) {
    return view.fresh(switching.target())
        .filter(Candidates::isFit)
        .map(report -> report.postgres().rank().lsn())
        .filter(lsn -> lsn.isAtLeast(stopped.shutdownCheckpointEnd()))
        .isPresent();
  }

  /** A target that died meanwhile is not waited for until the bound: nobody serves. */
  private static Optional<String> failure(
      RoleView view, Phase.SwitchingOver switching, Optional<NodeReport> primary) {
    Optional<String> problem =
        primary
            .flatMap(NodeReport::problem)
            .filter(known -> known.revision().equals(view.revision()))
            .map(known -> known.code() + ": " + known.message());
    Duration bound = view.settings().timings().switchoverStopTimeout().multipliedBy(2);
    boolean overdue = view.now().since(view.tenure().phaseSince()).compareTo(bound) > 0;
    if (problem.isEmpty() && view.fresh(switching.target()).isEmpty()) {
      return Optional.of(
          "no report from %s within %s".formatted(switching.target(), view.lease().suspectTime()));
    }
    return problem.or(
        () -> overdue ? Optional.of("not finished within " + bound) : Optional.empty());
  }
}
