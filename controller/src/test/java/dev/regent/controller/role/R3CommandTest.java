package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.accepted;
import static dev.regent.controller.role.Outcome.assertRevoked;
import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.proposed;
import static dev.regent.controller.role.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult.Kind;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R3, S3, H6: what a person's command becomes, by the state it meets")
class R3CommandTest {
  private static final Command ANYBODY = new Command.Switchover(Optional.empty(), true, "ann");
  private static final Command FAILOVER = new Command.Failover(Optional.empty(), false, "ann");

  @Test
  @DisplayName("R3: without a target the switchover goes to the fit member that is furthest ahead")
  void withoutATargetTheBestIsTaken() {
    ViewBuilder view =
        three().report(standby(Given.B, 500)).report(standby(Given.C, 501)).confirming(Given.B);
    assertThat(accepted(view.build(), ANYBODY))
        .isEqualTo(new LedgerEvent.SwitchoverStarted(Given.C, true, "ann"));
    ViewBuilder stuck = view.missing(Given.C, Duration.ZERO);
    assertThat(accepted(stuck.build(), ANYBODY))
        .isEqualTo(new LedgerEvent.SwitchoverStarted(Given.B, true, "ann"));
  }

  @Test
  @DisplayName("R3: without a target and with nobody fit it is refused")
  void withoutATargetAndNobodyFit() {
    assertThat(refused(three().build(), ANYBODY)).isEqualTo(Kind.UNFIT);
  }

  @Test
  @DisplayName(
      "S2: a switchover whose target would be no candidate, for want of answers, is refused")
  void aSilentMemberForbidsTheSwitchover() {
    ViewBuilder view = three().report(standby(Given.B, 500));
    Command toB = new Command.Switchover(Optional.of(Given.B), false, "ann");
    assertThat(refused(view.build(), toB)).isEqualTo(Kind.UNFIT);
    assertThat(accepted(view.report(standby(Given.C, 400)).build(), toB))
        .isEqualTo(new LedgerEvent.SwitchoverStarted(Given.B, false, "ann"));
  }

  @Test
  @DisplayName("R4: a switchover needs a serving primary")
  void onlyAServingPrimarySwitches() {
    for (Phase phase : Given.phases()) {
      if (!(phase instanceof Phase.Primary)) {
        ViewBuilder view = ViewBuilder.in(phase).report(standby(Given.B, 500));
        assertThat(refused(view.build(), ANYBODY)).as("%s", phase).isEqualTo(Kind.CONFLICT);
      }
    }
  }

  @Test
  @DisplayName("R3: a target exactly at the lag that is allowed is taken")
  void theAllowedLagIsAllowed() {
    long far = 500 + CommandRules.MAX_SWITCHOVER_LAG_BYTES;
    RoleView view =
        ViewBuilder.in(Given.primary())
            .report(ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, far)))
            .report(standby(Given.B, 500))
            .build();
    assertThat(accepted(view, ANYBODY))
        .isEqualTo(new LedgerEvent.SwitchoverStarted(Given.B, true, "ann"));
  }

  @Test
  @DisplayName("R3: in performance mode no target has to be in S")
  void performanceModeHasNoS() {
    RoleView view =
        serving()
            .mode(ProtectionMode.PERFORMANCE)
            .sync(SyncSet.ALONE)
            .report(standby(Given.B, 500))
            .build();
    assertThat(accepted(view, ANYBODY))
        .isEqualTo(new LedgerEvent.SwitchoverStarted(Given.B, true, "ann"));
  }

  @Test
  @DisplayName("R3: what the agent could not do for an older Instruction aborts nothing")
  void anOlderProblemAbortsNothing() {
    ViewBuilder view =
        ViewBuilder.in(Given.switching())
            .report(ReportBuilder.standby(Given.B))
            .report(ReportBuilder.primary(Given.A).problem(Given.revision(3, 16), true));
    assertThat(view.decide()).isEqualTo(hold(Reason.SWITCHING_OVER));
  }

  @Test
  @DisplayName("R3: the abort says what the agent could not do, or that it took too long")
  void theAbortSaysWhy() {
    ViewBuilder view =
        ViewBuilder.in(Given.switching())
            .report(ReportBuilder.primary(Given.A).problem(Given.REVISION, true));
    assertThat(proposed(view.decide()))
        .isEqualTo(new LedgerEvent.SwitchoverAborted("code: message"));
  }

  @Test
  @DisplayName("R3: a target that has the last WAL and is not fit does not take over")
  void anUnfitTargetDoesNotTakeOver() {
    ViewBuilder view =
        ViewBuilder.in(Given.switching())
            .report(
                ReportBuilder.primary(Given.A)
                    .status(PostgresStatus.STOPPED)
                    .stopped(Given.T1, 600))
            .report(standby(Given.B, 600).damaged());
    assertThat(view.decide()).isEqualTo(hold(Reason.SWITCHING_OVER));
  }

  @Test
  @DisplayName("R3, V7: a switching primary whose token is dead is revoked, and its target kept")
  void aLostPrimaryKeepsItsTarget() {
    ViewBuilder view =
        ViewBuilder.in(Given.switching()).report(ReportBuilder.primary(Given.A).dead(Given.T1));
    assertThat(proposed(view.decide()))
        .isEqualTo(
            new LedgerEvent.PrimaryRevoked(
                Given.T1, RevokeReason.LEASE_LOST, Optional.of(Given.B), false));
  }

  @Test
  @DisplayName("V7: an older dead token says nothing of the one that is held")
  void anOlderDeadTokenIsNotThisOne() {
    Phase primary = new Phase.Primary(Given.T2, Given.ON_A, Given.TL2);
    ViewBuilder view =
        ViewBuilder.in(primary).report(ReportBuilder.primary(Given.A).dead(Given.T1));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
    assertRevoked(
        view.report(ReportBuilder.primary(Given.A).dead(Given.T2).sequence(2)).decide(),
        RevokeReason.LEASE_LOST);
  }

  @Test
  @DisplayName("S3: a failover that is surely safe needs no acceptance")
  void aSafeFailoverNeedsNoAcceptance() {
    RoleView view = serving().report(standby(Given.B, 500)).build();
    assertThat(accepted(view, FAILOVER))
        .isEqualTo(
            new LedgerEvent.PrimaryRevoked(
                Given.T1, RevokeReason.OPERATOR, Optional.empty(), false));
    assertThat(refused(serving().build(), FAILOVER)).isEqualTo(Kind.UNFIT);
  }

  @Test
  @DisplayName("S3: while revoked, a failover names another target under the revoked token")
  void aFailoverWhileRevoked() {
    Command toB = new Command.Failover(Optional.of(Given.B), false, "ann");
    assertThat(accepted(ViewBuilder.in(Given.revoked()).build(), toB))
        .isEqualTo(
            new LedgerEvent.PrimaryRevoked(
                Given.T1, RevokeReason.OPERATOR, Optional.of(Given.B), false));
  }

  @Test
  @DisplayName("R4: without a primary there is nothing to fail over from")
  void nothingToFailOverFrom() {
    for (Phase phase :
        List.of(
            new Phase.Vacant(),
            new Phase.Bootstrapping(Given.A),
            new Phase.Paused(Optional.of(Given.A)))) {
      assertThat(refused(ViewBuilder.in(phase).build(), FAILOVER)).isEqualTo(Kind.CONFLICT);
    }
  }

  @Test
  @DisplayName("S3: a failover to a node that holds no copy is refused")
  void aFailoverToAStranger() {
    Command toWitness = new Command.Failover(Optional.of(Given.W), true, "ann");
    assertThat(refused(serving().build(), toWitness)).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  @DisplayName("V1: only the revoked or resuming node itself is confirmed as off")
  void onlyTheAwaitedNodeIsConfirmed() {
    Command off = new Command.ConfirmFenced(Given.A, "ann");
    for (Phase phase : Given.phases()) {
      RoleView view = ViewBuilder.in(phase).build();
      if (phase instanceof Phase.Revoked || phase instanceof Phase.Resuming) {
        assertThat(accepted(view, off)).isEqualTo(new LedgerEvent.PrimaryFenced(Given.T1, "ann"));
      } else {
        assertThat(refused(view, off)).as("%s", phase).isEqualTo(Kind.CONFLICT);
      }
      assertThat(refused(view, new Command.ConfirmFenced(Given.B, "ann"))).isEqualTo(Kind.CONFLICT);
    }
  }

  @Test
  @DisplayName("H6: only what is paused is resumed")
  void onlyWhatIsPausedIsResumed() {
    RoleView view = serving().report(standby(Given.B, 500)).build();
    assertThat(refused(view, new Command.Resume("ann"))).isEqualTo(Kind.CONFLICT);
  }

  private static ViewBuilder serving() {
    return ViewBuilder.in(Given.primary()).report(ReportBuilder.primary(Given.A));
  }

  private static ViewBuilder three() {
    return serving().dataNodes(Given.A, Given.B, Given.C).sync(Given.sync(1, Given.B, Given.C));
  }

  private static ReportBuilder standby(NodeId node, long lsn) {
    return ReportBuilder.standby(node).at(Given.at(Given.TL2, lsn));
  }
}
