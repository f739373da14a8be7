package dev.regent.controller.role;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;

/**
 * Start here: what a leader does next, by the phase of its database.
 *
 * <p>Failover: suspect, revoke, wait for the old holder, ask the candidates, grant, promote, open.
 */
public final class FailoverDecision {
  private FailoverDecision() {}

  /** The one decision for this view. */
  public static RoleDecision decide(RoleView view) {
    return switch (view.state().phase()) {
      case Phase.Vacant vacant -> FirstGrant.decide(view);
      case Phase.Bootstrapping bootstrapping -> FirstGrant.bootstrapped(view, bootstrapping.node());
      case Phase.Granted granted -> whileGranted(view, granted);
      case Phase.Primary primary -> whilePrimary(view, primary);
      case Phase.SwitchingOver switching -> whileSwitching(view, switching);
      case Phase.Revoked revoked -> GrantDecision.decide(view, revoked);
      case Phase.Paused paused -> new RoleDecision.Hold(Reason.PAUSED);
      case Phase.Resuming resuming -> PauseDecision.whileResuming(view, resuming);
    };
  }

  private static RoleDecision whileGranted(RoleView view, Phase.Granted granted) {
    Optional<RevokeReason> lost =
        lostHolder(view, granted.token(), granted.holder())
            .or(() -> firstRestartEnded(view, granted));
    return lost.map(reason -> revoke(granted.token(), reason))
        .orElseGet(() -> PromotionDecision.decide(view, granted));
  }

  private static RoleDecision whileSwitching(RoleView view, Phase.SwitchingOver switching) {
    Optional<RevokeReason> lost = lostHolder(view, switching.token(), switching.holder());
    if (lost.isPresent()) {
      return new RoleDecision.Propose(
          new LedgerEvent.PrimaryRevoked(
              switching.token(), lost.get(), Optional.of(switching.target()), false));
    }
    return SwitchoverDecision.decide(view, switching);
  }

  private static RoleDecision whilePrimary(RoleView view, Phase.Primary primary) {
    Optional<RevokeReason> lost = lostHolder(view, primary.token(), primary.holder());
    if (lost.isPresent()) {
      return revoke(primary.token(), lost.get());
    }
    Optional<RevokeReason> down =
        view.fresh(primary.holder()).flatMap(FailoverDecision::notWritable);
    if (down.isPresent()) {
      return replaceOrRestart(view, primary, down.get());
    }
    return SyncDecision.decide(view, primary);
  }

  /**
   * Why this holder can no longer serve under this token, whatever PostgreSQL does.
   *
   * <p>R1: only a majority's silence counts, or the holder's own word. That the leader does not
   * reach it is not enough.
   */
  static Optional<RevokeReason> lostHolder(RoleView view, Token token, Session holder) {
    Optional<NodeReport> report = view.fresh(holder.node());
    boolean succeeded =
        report.filter(current -> current.session().compareTo(holder) > 0).isPresent();
    if (succeeded) {
      return Optional.of(RevokeReason.SESSION_ENDED);
    }
    boolean dead =
        view.fresh(holder)
            .flatMap(NodeReport::dead)
            .filter(ended -> ended.compareTo(token) >= 0)
            .isPresent();
    if (dead) {
      return Optional.of(RevokeReason.LEASE_LOST);
    }
    return view.isSilent(token) ? Optional.of(RevokeReason.SILENT) : Optional.empty();
  }

  /** R1, R5: the primary's own agent says that PostgreSQL is not writable any more. */
  private static Optional<RevokeReason> notWritable(NodeReport report) {
    return switch (report.postgres().status()) {
      // A postmaster that does not answer yet is no word that it is down; its holder's patience
      // ends.
      case PRIMARY, STARTING -> Optional.empty();
      case STALLED -> Optional.of(RevokeReason.POSTGRES_STALLED);
      case UNRESPONSIVE -> Optional.of(RevokeReason.POSTGRES_UNRESPONSIVE);
      case ABSENT, STOPPED, DYING, STANDBY -> Optional.of(RevokeReason.POSTGRES_DOWN);
    };
  }

  /** R5: a restart in place that was preferred has had its time, and somebody is fit. */
  private static Optional<RevokeReason> firstRestartEnded(RoleView view, Phase.Granted granted) {
    Duration first = view.settings().timings().restartFirst();
    boolean over =
        granted.inPlace()
            && first.isPositive()
            && view.now().since(view.tenure().phaseSince()).compareTo(first) > 0;
    return over && Candidates.isAnybodyFit(view, granted.holder().node())
        ? Optional.of(RevokeReason.POSTGRES_DOWN)
        : Optional.empty();
  }

  /**
   * R5: fail over without waiting if somebody is fit, unless a setting prefers the restart of a
   * PostgreSQL that died; otherwise restart in place at once. One that waits for its disk is left
   * to wait when nobody is fit: a restart would wait for the same disk, and end its sessions.
   */
  private static RoleDecision replaceOrRestart(
      RoleView view, Phase.Primary primary, RevokeReason reason) {
    NodeId holder = primary.holder().node();
    boolean restartFirst =
        reason == RevokeReason.POSTGRES_DOWN
            && view.settings().timings().restartFirst().isPositive();
    boolean replaceable = !restartFirst && Candidates.isAnybodyFit(view, holder);
    if (replaceable) {
      return revoke(primary.token(), reason);
    }
    return reason == RevokeReason.POSTGRES_STALLED
        ? SyncDecision.decide(view, primary)
        : new RoleDecision.Propose(new LedgerEvent.RestartPlanned(view.nextTimeline()));
  }

  static RoleDecision revoke(Token token, RevokeReason reason) {
    return new RoleDecision.Propose(
        new LedgerEvent.PrimaryRevoked(token, reason, Optional.empty(), false));
  }
}
