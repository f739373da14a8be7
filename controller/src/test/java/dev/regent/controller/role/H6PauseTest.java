package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.accepted;
import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.proposed;
import static dev.regent.controller.role.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.protocol.Invariants;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.Token;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult.Kind;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.StateChange;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("H6: pause and resume")
class H6PauseTest {
  private static final Phase PAUSED = new Phase.Paused(Optional.of(Given.A));
  private static final Command RESUME = new Command.Resume("ann");

  @Test
  @DisplayName("H6: paused, no role changes whatever happens (I10)")
  void pausedNothingChanges() {
    ViewBuilder view =
        ViewBuilder.in(PAUSED)
            .report(ReportBuilder.primary(Given.A).status(PostgresStatus.STOPPED).dead(Given.T1))
            .report(ReportBuilder.primary(Given.B))
            .slot(Given.W, ViewBuilder.silent(Given.T1, 99_999, true))
            .slot(Given.B, ViewBuilder.silent(Given.T1, 99_999, true));
    assertThat(view.decide()).isEqualTo(hold(Reason.PAUSED));
  }

  @Test
  @DisplayName("H6: paused, every node is told to change nothing, and no token is leasable")
  void pausedEveryNodeIsLeftAlone() {
    DatabaseState state = Given.state(PAUSED);
    assertThat(Instructions.desired(state, Given.ON_A, Given.REVISION))
        .isEqualTo(new Desired.Pause(Given.REVISION));
    assertThat(Instructions.desired(state, Given.ON_B, Given.REVISION))
        .isEqualTo(new Desired.Pause(Given.REVISION));
    assertThat(PAUSED.leasable()).isEmpty();
  }

  @Test
  @DisplayName("H6: resume grants the node whose report shows the only writable PostgreSQL")
  void theOnlyWritableOneIsGranted() {
    RoleView view =
        ViewBuilder.in(PAUSED)
            .report(ReportBuilder.standby(Given.A))
            .report(ReportBuilder.primary(Given.B).at(Given.at(Given.TL3, 700)))
            .build();
    assertThat(accepted(view, RESUME))
        .isEqualTo(
            new LedgerEvent.ResumeRequested(
                Given.ON_B, Given.TL3, Given.lsn(700), Optional.of(Given.LEASE.ttl())));
  }

  @Test
  @DisplayName(
      "V3: a new maximum TTL comes into force with the resume, one old TTL after the pause")
  void aNewTtlComesIntoForceWithTheResume() {
    Duration old = Given.LEASE.ttl().multipliedBy(3);
    ViewBuilder view =
        ViewBuilder.in(PAUSED).report(ReportBuilder.primary(Given.A)).ttl(Optional.of(old));
    RoleView early = view.tenure(Tenure.since(ViewBuilder.ago(old.minusNanos(1)))).build();
    assertThat(refused(early, RESUME)).isEqualTo(Kind.CONFLICT);
    RoleView late = view.tenure(Tenure.since(ViewBuilder.ago(old))).build();
    LedgerEvent.ResumeRequested event = (LedgerEvent.ResumeRequested) accepted(late, RESUME);
    assertThat(event.ttl()).contains(Given.LEASE.ttl());
    assertThat(StateChange.apply(late.state(), Given.REVISION, event).ttl())
        .contains(Given.LEASE.ttl());
  }

  @Test
  @DisplayName("V3: once a resume is requested the maximum TTL stays: a lease may have been given")
  void theTtlStaysWhileResuming() {
    Optional<Duration> old = Optional.of(Given.LEASE.ttl().multipliedBy(3));
    ViewBuilder view = resuming(ReportBuilder.primary(Given.A).in(Given.next(Given.ON_A))).ttl(old);
    LedgerEvent again = proposed(view.decide());
    assertThat(((LedgerEvent.ResumeRequested) again).ttl()).isEqualTo(old);
    DatabaseState state = view.state();
    LedgerEvent other =
        new LedgerEvent.ResumeRequested(
            Given.ON_A, Given.TL2, Lsn.ZERO, Optional.of(Given.LEASE.ttl()));
    assertThatThrownBy(() -> StateChange.apply(state, Given.REVISION, other))
        .isInstanceOf(Invariants.InvariantViolation.class);
  }

  @Test
  @DisplayName("H6: with none writable the last promoted is granted")
  void otherwiseTheLastPromoted() {
    RoleView view =
        ViewBuilder.in(PAUSED)
            .report(ReportBuilder.standby(Given.A))
            .report(ReportBuilder.standby(Given.B))
            .build();
    assertThat(((LedgerEvent.ResumeRequested) accepted(view, RESUME)).holder())
        .isEqualTo(Given.ON_A);
  }

  @Test
  @DisplayName("H6: two writable ones are never resumed (trace 2)")
  void twoWritableOnesAreRefused() {
    RoleView view =
        ViewBuilder.in(PAUSED)
            .report(ReportBuilder.primary(Given.A))
            .report(ReportBuilder.primary(Given.B))
            .build();
    assertThat(refused(view, RESUME)).isEqualTo(Kind.UNFIT);
    assertThat(refused(ViewBuilder.in(PAUSED).build(), RESUME)).isEqualTo(Kind.UNFIT);
  }

  @Test
  @DisplayName("H6: ResumeRequested is a grant with its own token, S = {}, k = 0 and last promoted")
  void resumeRequestedIsAGrant() {
    DatabaseState resuming =
        StateChange.apply(
            Given.state(PAUSED),
            Given.REVISION,
            new LedgerEvent.ResumeRequested(
                Given.ON_B, Given.TL3, Given.lsn(700), Optional.of(Given.LEASE.ttl())));
    Token token = new Token(Given.REVISION);
    assertThat(resuming.phase()).isEqualTo(new Phase.Resuming(token, Given.ON_B));
    assertThat(resuming.sync()).isEqualTo(SyncSet.ALONE);
    assertThat(resuming.isLastPromoted(Given.B)).isTrue();
    assertThat(Instructions.desired(resuming, Given.ON_B, Given.REVISION))
        .isEqualTo(new Desired.Resume(token));
    assertThat(Instructions.desired(resuming, Given.ON_A, Given.REVISION))
        .isEqualTo(new Desired.Pause(Given.REVISION));
  }

  @Test
  @DisplayName("H6: Resumed needs the holder's lease under this token and a guard that is armed")
  void resumedNeedsLeaseAndGuard() {
    assertThat(resuming(ReportBuilder.primary(Given.A)).decide())
        .isEqualTo(new RoleDecision.Propose(new LedgerEvent.Resumed(Given.TL2)));
    assertThat(resuming(ReportBuilder.primary(Given.A).paused()).decide())
        .isEqualTo(hold(Reason.RESUMING));
    assertThat(resuming(ReportBuilder.primary(Given.A).lease(Given.T2)).decide())
        .isEqualTo(hold(Reason.RESUMING));
    assertThat(resuming(ReportBuilder.standby(Given.A)).decide()).isEqualTo(hold(Reason.RESUMING));
  }

  @Test
  @DisplayName("H6: between ResumeRequested and Resumed nobody is revoked by himself")
  void resumingIsNotRevoked() {
    ViewBuilder silent =
        resuming(ReportBuilder.primary(Given.A).status(PostgresStatus.STOPPED).paused())
            .slot(Given.W, ViewBuilder.silent(Given.T1, 99_999, true))
            .slot(Given.B, ViewBuilder.silent(Given.T1, 99_999, true));
    assertThat(silent.decide()).isEqualTo(hold(Reason.RESUMING));
    assertThat(refused(silent.build(), new Command.Failover(Optional.empty(), true, "ann")))
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  @DisplayName(
      "H6: a named person's word that the resuming node is off revokes and fences its token")
  void aConfirmedFenceEndsAResume() {
    RoleView view = ViewBuilder.in(Given.resuming()).build();
    LedgerEvent fenced = accepted(view, new Command.ConfirmFenced(Given.A, "ann"));
    assertThat(fenced).isEqualTo(new LedgerEvent.PrimaryFenced(Given.T1, "ann"));
    DatabaseState after = StateChange.apply(view.state(), Given.revision(3, 18), fenced);
    assertThat(after.phase())
        .isEqualTo(
            new Phase.Revoked(
                Given.T1, Given.ON_A, RevokeReason.OPERATOR, Optional.empty(), true, false));
    assertThat(ViewBuilder.in(after.phase()).decide()).isEqualTo(new RoleDecision.AskReports());
    Command failover = new Command.Failover(Optional.of(Given.B), true, "ann");
    assertThat(accepted(ViewBuilder.in(after.phase()).build(), failover))
        .isEqualTo(
            new LedgerEvent.PrimaryRevoked(
                Given.T1, RevokeReason.OPERATOR, Optional.of(Given.B), true));
  }

  @Test
  @DisplayName("H6: the word that another node is off ends no resume")
  void anotherNodesFenceEndsNoResume() {
    RoleView view = ViewBuilder.in(Given.resuming()).build();
    assertThat(refused(view, new Command.ConfirmFenced(Given.B, "ann"))).isEqualTo(Kind.CONFLICT);
  }

  @Test
  @DisplayName("H6: a failover while resuming is refused, and says what has to come first")
  void aFailoverNamesTheWayOut() {
    RoleView view = ViewBuilder.in(Given.resuming()).build();
    Command failover = new Command.Failover(Optional.empty(), true, "ann");
    assertThat(CommandRules.decide(view, failover))
        .isInstanceOfSatisfying(
            CommandRules.Verdict.Refuse.class,
            refuse -> assertThat(refuse.refusal().message()).contains("confirm-fenced --node a"));
  }

  @Test
  @DisplayName("H6: nobody may accept a revocation of a resuming holder without its fence")
  void aBareRevocationIsRefusedByTheState() {
    LedgerEvent bare =
        new LedgerEvent.PrimaryRevoked(Given.T1, RevokeReason.SILENT, Optional.empty(), false);
    assertThatThrownBy(
            () -> StateChange.apply(Given.state(Given.resuming()), Given.revision(3, 18), bare))
        .hasMessageContaining("H6");
  }

  @Test
  @DisplayName("H6: a new session, or a dead token, asks for the resume again (trace 30)")
  void aNewSessionIsResumedAgain() {
    assertThat(
            proposed(resuming(ReportBuilder.primary(Given.A).in(Given.next(Given.ON_A))).decide()))
        .isInstanceOf(LedgerEvent.ResumeRequested.class);
    assertThat(proposed(resuming(ReportBuilder.primary(Given.A).dead(Given.T1)).decide()))
        .isInstanceOf(LedgerEvent.ResumeRequested.class);
  }

  @Test
  @DisplayName("H6: Paused may be committed again while resuming, and only then or with a primary")
  void pauseAgain() {
    Command pause = new Command.Pause("ann");
    for (Phase phase : Given.phases()) {
      boolean may = phase instanceof Phase.Primary || phase instanceof Phase.Resuming;
      RoleView view = ViewBuilder.in(phase).build();
      if (may) {
        assertThat(accepted(view, pause)).isEqualTo(new LedgerEvent.Paused("ann"));
      } else {
        assertThat(refused(view, pause)).isEqualTo(Kind.CONFLICT);
      }
    }
  }

  @Test
  @DisplayName("H6: a new session is not resumed while two are writable, or by an older session")
  void aNewSessionWaitsForOneWritable() {
    ViewBuilder two =
        resuming(ReportBuilder.primary(Given.A).in(Given.next(Given.ON_A)))
            .report(ReportBuilder.primary(Given.B));
    assertThat(two.decide()).isEqualTo(hold(Reason.RESUMING));
    Session before = new Session(Given.A, Given.ON_A.start() - 1, 1);
    assertThat(resuming(ReportBuilder.primary(Given.A).in(before)).decide())
        .isEqualTo(hold(Reason.RESUMING));
    Phase second = new Phase.Resuming(Given.T2, Given.ON_A);
    assertThat(
            ViewBuilder.in(second)
                .report(ReportBuilder.primary(Given.A).dead(Given.T1).lease(Given.T2))
                .decide())
        .as("an older dead token")
        .isEqualTo(new RoleDecision.Propose(new LedgerEvent.Resumed(Given.TL2)));
  }

  @Test
  @DisplayName("H6: a server that is down tells no timeline: the last promoted one is resumed on")
  void aStoppedServerIsResumedOnItsTimeline() {
    RoleView view =
        ViewBuilder.in(PAUSED)
            .report(
                ReportBuilder.standby(Given.A).status(PostgresStatus.STOPPED).at(WalPosition.NONE))
            .build();
    assertThat(accepted(view, RESUME))
        .isEqualTo(
            new LedgerEvent.ResumeRequested(
                Given.ON_A, Given.TL2, Lsn.ZERO, Optional.of(Given.LEASE.ttl())));
  }

  private static ViewBuilder resuming(ReportBuilder report) {
    return ViewBuilder.in(Given.resuming()).report(report);
  }
}
