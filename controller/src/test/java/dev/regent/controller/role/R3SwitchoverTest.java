package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.accepted;
import static dev.regent.controller.role.Outcome.assertRevoked;
import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.proposed;
import static dev.regent.controller.role.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
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

@DisplayName("R3: SwitchoverStarted authorises the stop; an abort is an event")
class R3SwitchoverTest {
  private static final long FAR = 500 + CommandRules.MAX_SWITCHOVER_LAG_BYTES + 1;

  @Test
  @DisplayName("R3: nothing asks the primary to stop before SwitchoverStarted")
  void onlyTheCommittedEventAsksForTheStop() {
    DatabaseState before = Given.state(Given.primary());
    assertThat(Instructions.desired(before, Given.ON_A, Given.REVISION))
        .isInstanceOf(Desired.Serve.class);
    DatabaseState after =
        StateChange.apply(
            before, Given.REVISION, new LedgerEvent.SwitchoverStarted(Given.B, false, "ann"));
    assertThat(Instructions.desired(after, Given.ON_A, Given.REVISION))
        .isEqualTo(new Desired.HandOff(Given.T1, Given.B, false));
  }

  @Test
  @DisplayName("R3: the old primary is revoked once the target has its last WAL")
  void theTargetHasEverything() {
    ViewBuilder view =
        stopped(600).report(ReportBuilder.standby(Given.B).at(Given.at(Given.TL2, 600)));
    assertRevoked(view.decide(), RevokeReason.SWITCHOVER);
  }

  @Test
  @DisplayName("R3: one byte missing at the target keeps the old primary")
  void theTargetLacksTheLastWal() {
    ViewBuilder view =
        stopped(600).report(ReportBuilder.standby(Given.B).at(Given.at(Given.TL2, 599)));
    assertThat(view.decide()).isEqualTo(hold(Reason.SWITCHING_OVER));
  }

  @Test
  @DisplayName("R3: a stop under another token is not this switchover's")
  void aStopOfAnEarlierTokenIsIgnored() {
    ViewBuilder view =
        ViewBuilder.in(Given.switching())
            .report(ReportBuilder.primary(Given.A).stopped(Given.T2, 100))
            .report(ReportBuilder.standby(Given.B));
    assertThat(view.decide()).isEqualTo(hold(Reason.SWITCHING_OVER));
  }

  @Test
  @DisplayName("R3: what the agent could not do aborts the switchover")
  void aProblemAborts() {
    ViewBuilder view =
        ViewBuilder.in(Given.switching())
            .report(ReportBuilder.primary(Given.A).problem(Given.REVISION, true));
    assertThat(proposed(view.decide())).isInstanceOf(LedgerEvent.SwitchoverAborted.class);
  }

  @Test
  @DisplayName("R3: twice the stop timeout aborts the switchover")
  void tooLateAborts() {
    Duration bound =
        Given.settings(Given.state(Given.switching()).mode(), Given.A)
            .timings()
            .switchoverStopTimeout()
            .multipliedBy(2);
    ViewBuilder inTime = switching().tenure(Tenure.since(ViewBuilder.ago(bound)));
    assertThat(inTime.decide()).isEqualTo(hold(Reason.SWITCHING_OVER));
    ViewBuilder late = switching().tenure(Tenure.since(ViewBuilder.ago(bound.plusMillis(1))));
    assertThat(proposed(late.decide())).isInstanceOf(LedgerEvent.SwitchoverAborted.class);
  }

  @Test
  @DisplayName("R3: a target that fell silent aborts the switchover: nobody serves meanwhile")
  void aSilentTargetAborts() {
    assertThat(switching().decide()).isEqualTo(hold(Reason.SWITCHING_OVER));
    assertThat(proposed(ViewBuilder.in(Given.switching()).decide()))
        .isEqualTo(new LedgerEvent.SwitchoverAborted("no report from b within PT3.4S"));
  }

  private static ViewBuilder switching() {
    return ViewBuilder.in(Given.switching()).report(ReportBuilder.standby(Given.B));
  }

  @Test
  @DisplayName("R3: after an abort the old primary is revoked and preferred: it needs a new grant")
  void anAbortNeedsANewGrant() {
    DatabaseState aborted =
        StateChange.apply(
            Given.state(Given.switching()),
            Given.REVISION,
            new LedgerEvent.SwitchoverAborted("slow"));
    assertThat(aborted.phase())
        .isEqualTo(
            new Phase.Revoked(
                Given.T1,
                Given.ON_A,
                RevokeReason.SWITCHOVER_ABORTED,
                Optional.of(Given.A),
                false,
                false));
    assertThat(aborted.phase().leasable()).isEmpty();
  }

  @Test
  @DisplayName("R3: a command names a fit member of S that is close behind")
  void aFitTargetIsAccepted() {
    assertThat(accepted(serving().report(ReportBuilder.standby(Given.B)).build(), to(Given.B)))
        .isEqualTo(new LedgerEvent.SwitchoverStarted(Given.B, false, "ann"));
  }

  @Test
  @DisplayName("R3: a target that is silent, unfit, not in S, stuck or far behind is refused")
  void anUnfitTargetIsRefused() {
    assertThat(refused(serving().build(), to(Given.B))).isEqualTo(Kind.UNFIT);
    assertThat(
            refused(
                serving()
                    .report(ReportBuilder.standby(Given.B).status(PostgresStatus.STARTING))
                    .build(),
                to(Given.B)))
        .isEqualTo(Kind.UNFIT);
    assertThat(
            refused(
                serving().sync(Given.sync(0)).report(ReportBuilder.standby(Given.B)).build(),
                to(Given.B)))
        .isEqualTo(Kind.UNFIT);
    assertThat(
            refused(
                serving()
                    .missing(Given.B, Duration.ZERO)
                    .report(ReportBuilder.standby(Given.B))
                    .build(),
                to(Given.B)))
        .isEqualTo(Kind.UNFIT);
    assertThat(refused(behind(farAhead()).build(), to(Given.B))).isEqualTo(Kind.UNFIT);
  }

  @Test
  @DisplayName("R3: how far a target is behind is told by the primary too, whose word may be newer")
  void aTargetsOwnReportMayBeOlder() {
    assertThat(accepted(behind(farAhead().sender(Given.B, FAR - 1)).build(), to(Given.B)))
        .isInstanceOf(LedgerEvent.SwitchoverStarted.class);
    assertThat(refused(behind(farAhead().sender(Given.C, FAR)).build(), to(Given.B)))
        .as("another standby's")
        .isEqualTo(Kind.UNFIT);
  }

  private static ReportBuilder farAhead() {
    return ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, FAR));
  }

  private static ViewBuilder behind(ReportBuilder primary) {
    return ViewBuilder.in(Given.primary()).report(primary).report(ReportBuilder.standby(Given.B));
  }

  @Test
  @DisplayName("R3: the primary itself, and a node that holds no copy, are refused")
  void aTargetThatMakesNoSenseIsRefused() {
    assertThat(refused(serving().build(), to(Given.A))).isEqualTo(Kind.CONFLICT);
    assertThat(refused(serving().build(), to(Given.W))).isEqualTo(Kind.UNKNOWN);
  }

  private static ViewBuilder serving() {
    return ViewBuilder.in(Given.primary()).report(ReportBuilder.primary(Given.A));
  }

  private static ViewBuilder stopped(long end) {
    return ViewBuilder.in(Given.switching())
        .report(
            ReportBuilder.primary(Given.A).status(PostgresStatus.STOPPED).stopped(Given.T1, end));
  }

  private static Command to(NodeId target) {
    return new Command.Switchover(Optional.of(target), false, "ann");
  }
}
