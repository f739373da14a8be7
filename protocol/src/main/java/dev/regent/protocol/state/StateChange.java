package dev.regent.protocol.state;

import dev.regent.protocol.Invariants;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import java.util.Optional;

/** The only place where a ledger event changes a database's state. */
public final class StateChange {
  private StateChange() {}

  /**
   * The state after {@code event} at {@code revision}.
   *
   * @throws Invariants.InvariantViolation when the event cannot follow the state: the proposer is
   *     wrong, and nobody may accept it
   */
  public static DatabaseState apply(DatabaseState state, Revision revision, LedgerEvent event) {
    return switch (event) {
      case LedgerEvent.Genesis genesis -> throw new IllegalStateException("genesis has no before");
      case LedgerEvent.LeaderElected elected -> state;
      case LedgerEvent.BootstrapStarted started -> bootstrapping(state, started);
      case LedgerEvent.PrimaryGranted granted -> granted(state, revision, granted);
      case LedgerEvent.RestartPlanned planned -> restart(state, planned);
      case LedgerEvent.Promoted promoted -> promoted(state, promoted);
      case LedgerEvent.PrimaryRevoked revoked -> revoked(state, revoked);
      case LedgerEvent.PrimaryFenced fenced -> fenced(state, fenced);
      case LedgerEvent.SwitchoverStarted started -> switchover(state, started);
      case LedgerEvent.SwitchoverAborted aborted -> aborted(state);
      case LedgerEvent.SyncPlanned planned -> planned(state, revision, planned);
      case LedgerEvent.SyncSetChanged changed -> changed(state, changed);
      case LedgerEvent.VoterReplaced replaced ->
          state.with(state.voters().replaced(replaced.successor(), revision));
      case LedgerEvent.Paused paused -> paused(state);
      case LedgerEvent.ResumeRequested requested -> resume(state, revision, requested);
      case LedgerEvent.Resumed resumed -> resumed(state, resumed);
    };
  }

  /** A database is created where none ever was (L6): over another it would be lost. */
  private static DatabaseState bootstrapping(
      DatabaseState state, LedgerEvent.BootstrapStarted started) {
    Invariants.require(
        state.phase() instanceof Phase.Vacant,
        "a database is created once, before anything is granted (L6)");
    return state.with(new Phase.Bootstrapping(started.node()));
  }

  private static DatabaseState granted(
      DatabaseState state, Revision revision, LedgerEvent.PrimaryGranted granted) {
    Invariants.require(
        state.phase().leasable().isEmpty(), "a grant follows the end of the last one (R4)");
    Invariants.require(
        granted.timeline().compareTo(state.highestTimeline()) > 0,
        "a grant reserves a timeline above all (S5)");
    return state
        .with(granted.systemId())
        .with(granted.timeline())
        .with(
            new Phase.Granted(
                new Token(revision),
                granted.holder(),
                granted.timeline(),
                false,
                fencedToken(state.phase())));
  }

  private static Optional<Token> fencedToken(Phase before) {
    return before instanceof Phase.Revoked revoked && revoked.fenced()
        ? Optional.of(revoked.token())
        : Optional.empty();
  }

  private static DatabaseState restart(DatabaseState state, LedgerEvent.RestartPlanned planned) {
    Invariants.require(
        planned.timeline().compareTo(state.highestTimeline()) > 0,
        "a restart reserves a timeline above all (S5)");
    Token token = state.phase().leasable().orElseThrow();
    Session holder = state.phase().lastHolder().orElseThrow();
    return state
        .with(planned.timeline())
        .with(new Phase.Granted(token, holder, planned.timeline(), true, Optional.empty()));
  }

  private static DatabaseState promoted(DatabaseState state, LedgerEvent.Promoted promoted) {
    Invariants.require(state.phase() instanceof Phase.Granted, "only a grant is promoted");
    Phase.Granted granted = (Phase.Granted) state.phase();
    Invariants.require(
        granted.token().equals(promoted.token()) && granted.timeline().equals(promoted.timeline()),
        "the promotion is the granted one: its token and its timeline (S5)");
    return state
        .with(
            new Promotion(
                granted.holder().node(),
                promoted.token(),
                promoted.timeline(),
                promoted.endOfRecovery()))
        .with(promoted.sync(), Optional.empty())
        .with(new Phase.Primary(promoted.token(), granted.holder(), promoted.timeline()));
  }

  private static DatabaseState revoked(DatabaseState state, LedgerEvent.PrimaryRevoked revoked) {
    Invariants.require(
        !(state.phase() instanceof Phase.Resuming),
        "a resuming holder is revoked only by its fence (H6)");
    boolean again =
        state.phase() instanceof Phase.Revoked before && before.token().equals(revoked.token());
    Invariants.require(
        again || state.phase().leasable().equals(Optional.of(revoked.token())),
        "the revoked token is the current one");
    return state.with(
        new Phase.Revoked(
            revoked.token(),
            state.phase().lastHolder().orElseThrow(),
            revoked.reason(),
            revoked.preferred(),
            state.phase() instanceof Phase.Revoked before && before.fenced(),
            revoked.acceptDataLoss()));
  }

  /** Fencing follows the revocation; while resuming it is the revocation too (H6). */
  private static DatabaseState fenced(DatabaseState state, LedgerEvent.PrimaryFenced fenced) {
    Phase.Revoked revoked =
        state.phase() instanceof Phase.Resuming resuming
            ? new Phase.Revoked(
                resuming.token(),
                resuming.holder(),
                RevokeReason.OPERATOR,
                Optional.empty(),
                false,
                false)
            : revoked(state.phase());
    Invariants.require(revoked.token().equals(fenced.token()), "the fenced token is the revoked");
    return state.with(
        new Phase.Revoked(
            revoked.token(),
            revoked.holder(),
            revoked.reason(),
            revoked.preferred(),
            true,
            revoked.acceptDataLoss()));
  }

  private static Phase.Revoked revoked(Phase phase) {
    Invariants.require(phase instanceof Phase.Revoked, "fencing follows the revocation");
    return (Phase.Revoked) phase;
  }

  private static DatabaseState switchover(
      DatabaseState state, LedgerEvent.SwitchoverStarted started) {
    Invariants.require(state.phase() instanceof Phase.Primary, "only a primary switches over");
    Phase.Primary primary = (Phase.Primary) state.phase();
    return state.with(
        new Phase.SwitchingOver(
            primary.token(),
            primary.holder(),
            primary.timeline(),
            started.target(),
            started.immediateOnBound()));
  }

  private static DatabaseState aborted(DatabaseState state) {
    Invariants.require(state.phase() instanceof Phase.SwitchingOver, "no switchover to abort");
    Phase.SwitchingOver switching = (Phase.SwitchingOver) state.phase();
    return state.with(
        new Phase.Revoked(
            switching.token(),
            switching.holder(),
            RevokeReason.SWITCHOVER_ABORTED,
            Optional.of(switching.holder().node()),
            false,
            false));
  }

  /** S1: PostgreSQL may run the rule under the ledger's old promise, then the promise follows. */
  private static DatabaseState planned(
      DatabaseState state, Revision revision, LedgerEvent.SyncPlanned planned) {
    requireStandbys(state, planned.target());
    Invariants.require(state.plan().isEmpty(), "one tightening at a time (S1)");
    Invariants.require(
        planned.rule().equals(planned.target().rule()), "the plan is its target's rule (S1)");
    Invariants.require(
        state.sync().admits(planned.rule()),
        "under the planned rule the old promise still holds: k + |P - S| <= j (S1)");
    return state.with(
        state.sync(), Optional.of(new SyncPlan(revision, planned.rule(), planned.target())));
  }

  /** S1: the rule in force keeps the new promise; k = 0 promises nothing. */
  private static DatabaseState changed(DatabaseState state, LedgerEvent.SyncSetChanged changed) {
    requireStandbys(state, changed.sync());
    Invariants.require(
        changed.sync().isAlone() || changed.sync().admits(state.syncRule()),
        "the rule in force keeps the new promise: k + |P - S| <= j (S1)");
    return state.with(changed.sync(), Optional.empty());
  }

  private static void requireStandbys(DatabaseState state, SyncSet sync) {
    Invariants.require(
        state.phase() instanceof Phase.Primary, "S changes under a serving primary only (S1)");
    Invariants.require(
        state.phase().lastHolder().filter(holder -> sync.contains(holder.node())).isEmpty(),
        "the primary is no member of S (S4)");
  }

  /** H6: from anything else a role transition would be cut off in the middle (R4). */
  private static DatabaseState paused(DatabaseState state) {
    Invariants.require(
        state.phase() instanceof Phase.Primary || state.phase() instanceof Phase.Resuming,
        "a serving or a resuming primary is paused (H6)");
    return state.with(new Phase.Paused(state.phase().lastHolder().map(Session::node)));
  }

  private static DatabaseState resume(
      DatabaseState state, Revision revision, LedgerEvent.ResumeRequested requested) {
    Invariants.require(
        state.phase() instanceof Phase.Paused || state.phase() instanceof Phase.Resuming,
        "only a paused database is resumed");
    Invariants.require(
        state.phase() instanceof Phase.Paused || requested.ttl().equals(state.ttl()),
        "the maximum TTL changes after a pause only, when no lease is left (V3)");
    Token token = new Token(revision);
    Promotion last =
        new Promotion(requested.holder().node(), token, requested.timeline(), requested.position());
    return requested
        .ttl()
        .map(state::with)
        .orElse(state)
        .with(last)
        .with(SyncSet.ALONE, Optional.empty())
        .with(new Phase.Resuming(token, requested.holder()));
  }

  private static DatabaseState resumed(DatabaseState state, LedgerEvent.Resumed resumed) {
    Invariants.require(state.phase() instanceof Phase.Resuming, "only a resuming one is resumed");
    Phase.Resuming resuming = (Phase.Resuming) state.phase();
    TimelineId timeline = resumed.timeline();
    return state
        .with(timeline)
        .with(new Phase.Primary(resuming.token(), resuming.holder(), timeline));
  }
}
