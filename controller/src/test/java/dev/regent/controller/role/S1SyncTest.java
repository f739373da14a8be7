package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.SyncReason;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.SyncPlan;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S1: the ledger relaxes before PostgreSQL and tightens after it")
class S1SyncTest {
  private static final Duration GRACE =
      Given.settings(ProtectionMode.AVAILABILITY, Given.A).timings().standbyGrace();
  private static final Revision PLANNED = Given.revision(3, 15);
  private static final SyncSet B1 = Given.sync(1, Given.B);

  @Test
  @DisplayName("S1: k falls in the ledger first when the last member is lost")
  void aloneIsAnEvent() {
    assertThat(proposed(serving().missing(Given.B, GRACE).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(SyncSet.ALONE, SyncReason.STANDBY_LOST));
  }

  @Test
  @DisplayName("S1: within the grace nobody is lost")
  void theGraceIsGiven() {
    assertThat(serving().missing(Given.B, GRACE.minusMillis(1)).decide())
        .isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: a flush that stands still is given as long as a primary's silence (R1)")
  void aStallIsGivenTheSuspectTime() {
    Duration suspect = Given.LEASE.suspectTime();
    assertThat(serving().stuck(Given.B, suspect.minusMillis(1)).decide())
        .isEqualTo(hold(Reason.STEADY));
    assertThat(proposed(serving().stuck(Given.B, suspect).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(SyncSet.ALONE, SyncReason.STANDBY_LOST));
  }

  @Test
  @DisplayName("S1: a standby that says itself that it is down is not waited for")
  void itsOwnWordNeedsNoGrace() {
    ViewBuilder view =
        serving()
            .missing(Given.B, Duration.ZERO)
            .report(ReportBuilder.standby(Given.B).status(PostgresStatus.STOPPED));
    assertThat(proposed(view.decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(SyncSet.ALONE, SyncReason.STANDBY_LOST));
  }

  @Test
  @DisplayName("S1: in protection mode writes go on waiting")
  void protectionNeverRelaxes() {
    assertThat(serving().mode(ProtectionMode.PROTECTION).missing(Given.B, GRACE).decide())
        .isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: a raise of k is planned first, so that PostgreSQL tightens first")
  void aRaiseIsPlannedFirst() {
    ViewBuilder view =
        serving().sync(SyncSet.ALONE).report(ReportBuilder.standby(Given.B)).confirming(Given.B);
    assertThat(proposed(view.decide())).isEqualTo(new LedgerEvent.SyncPlanned(B1.rule(), B1));
  }

  @Test
  @DisplayName("S1: a standby that does not stream this timeline, or does not confirm, joins not")
  void onlyWhoKeepsUpJoins() {
    ViewBuilder alone = serving().sync(SyncSet.ALONE);
    assertThat(
            alone
                .report(ReportBuilder.standby(Given.B).notStreaming())
                .confirming(Given.B)
                .decide())
        .isEqualTo(hold(Reason.STEADY));
    assertThat(
            serving()
                .sync(SyncSet.ALONE)
                .report(ReportBuilder.standby(Given.B).at(Given.at(Given.TL3, 500)))
                .confirming(Given.B)
                .decide())
        .isEqualTo(hold(Reason.STEADY));
    assertThat(
            serving()
                .sync(SyncSet.ALONE)
                .report(ReportBuilder.standby(Given.B))
                .missing(Given.B, Duration.ZERO)
                .decide())
        .isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: the plan is complete when its rule is in force and the joiner replayed x")
  void aJoinIsCompleteOnReplay() {
    assertThat(proposed(joining(PLANNED, 500).report(ReportBuilder.standby(Given.B)).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(B1, SyncReason.JOINED));
  }

  @Test
  @DisplayName("S1: a first join needs replay up to x; flushed is not enough")
  void aJoinNeedsReplayNotFlush() {
    ViewBuilder view = joining(PLANNED, 500).report(ReportBuilder.standby(Given.B).replayed(499));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: a report from before SyncPlanned completes nothing (trace 5)")
  void aReportOfBeforeThePlanCompletesNothing() {
    ViewBuilder view = joining(Given.revision(3, 14), 500).report(ReportBuilder.standby(Given.B));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: a report of another rule completes nothing")
  void aReportOfAnotherRuleCompletesNothing() {
    ViewBuilder view =
        planned()
            .report(
                ReportBuilder.primary(Given.A)
                    .inForce(
                        new NodeReport.Sync(
                            PLANNED, Given.sync(1, Given.C).rule(), Given.lsn(500))))
            .report(ReportBuilder.standby(Given.B));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: x counts on the primary's timeline only")
  void xIsOnOneTimeline() {
    ViewBuilder view =
        joining(PLANNED, 500).report(ReportBuilder.standby(Given.B).at(Given.at(Given.TL3, 900)));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: a plan whose target is lost is given up")
  void aPlanWithoutItsTargetIsGivenUp() {
    assertThat(proposed(joining(PLANNED, 500).missing(Given.B, GRACE).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(SyncSet.ALONE, SyncReason.STANDBY_LOST));
  }

  @Test
  @DisplayName("S1: a member joins the ledger before PostgreSQL while k stays (trace 1)")
  void aSecondMemberJoinsTheLedgerFirst() {
    assertThat(proposed(three().confirming(Given.B).decide()))
        .isEqualTo(
            new LedgerEvent.SyncSetChanged(Given.sync(1, Given.B, Given.C), SyncReason.JOINED));
  }

  @Test
  @DisplayName("S1: alone, two standbys that keep up at once join one after the other")
  void twoJoinersAreNoDeadlock() {
    ViewBuilder view = three().sync(SyncSet.ALONE).confirming(Given.B);
    assertThat(proposed(view.decide())).isEqualTo(new LedgerEvent.SyncPlanned(B1.rule(), B1));
  }

  @Test
  @DisplayName("S1: a lost member is replaced: the newcomer joins first, then the lost one leaves")
  void aLostMemberIsReplacedInTwoSteps() {
    assertThat(proposed(three().missing(Given.B, Duration.ZERO).decide()))
        .isEqualTo(
            new LedgerEvent.SyncSetChanged(Given.sync(1, Given.B, Given.C), SyncReason.JOINED));
    SyncSet both = Given.sync(1, Given.B, Given.C);
    SyncSet c = Given.sync(1, Given.C);
    assertThat(proposed(three().sync(both).missing(Given.B, GRACE).decide()))
        .isEqualTo(new LedgerEvent.SyncPlanned(c.rule(), c));
  }

  @Test
  @DisplayName(
      "S1: one member lost and another there to join: it joins the ledger before the other leaves")
  void growingComesBeforeShrinking() {
    ViewBuilder view =
        three()
            .dataNodes(Given.A, Given.B, Given.C, Given.D)
            .sync(Given.sync(1, Given.B, Given.C))
            .missing(Given.B, GRACE)
            .report(ReportBuilder.standby(Given.D))
            .confirming(Given.D);
    assertThat(proposed(view.decide()))
        .isEqualTo(
            new LedgerEvent.SyncSetChanged(
                Given.sync(1, Given.B, Given.C, Given.D), SyncReason.JOINED));
  }

  @Test
  @DisplayName("S1: shrinking S needs k members of the new S with flush >= x")
  void shrinkingNeedsFlushPastX() {
    SyncSet c = Given.sync(1, Given.C);
    ViewBuilder shrinking =
        three().sync(Given.sync(1, Given.B, Given.C)).plan(new SyncPlan(PLANNED, c.rule(), c));
    assertThat(shrinking.report(primaryWith(PLANNED, c, 501)).decide())
        .isEqualTo(hold(Reason.STEADY));
    assertThat(proposed(shrinking.report(primaryWith(PLANNED, c, 500).sequence(9)).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(c, SyncReason.JOINED));
  }

  @Test
  @DisplayName("S1: k = 2 is raised one step at a time with as many standbys as wanted")
  void twoConfirmations() {
    SyncSet two = Given.sync(2, Given.B, Given.C);
    ViewBuilder view = three().wanting(2).sync(Given.sync(1, Given.B, Given.C)).confirming(Given.B);
    assertThat(proposed(view.decide())).isEqualTo(new LedgerEvent.SyncPlanned(two.rule(), two));
  }

  @Test
  @DisplayName("S1: performance mode has no synchronous set")
  void performanceModeHasNone() {
    assertThat(
            serving()
                .mode(ProtectionMode.PERFORMANCE)
                .sync(SyncSet.ALONE)
                .report(ReportBuilder.standby(Given.B))
                .confirming(Given.B)
                .decide())
        .isEqualTo(hold(Reason.STEADY));
  }

  private static ViewBuilder serving() {
    return ViewBuilder.in(Given.primary()).report(ReportBuilder.primary(Given.A));
  }

  private static ViewBuilder planned() {
    return ViewBuilder.in(Given.primary())
        .sync(SyncSet.ALONE)
        .plan(new SyncPlan(PLANNED, B1.rule(), B1));
  }

  private static ViewBuilder joining(Revision obeyed, long x) {
    return planned().report(primaryWith(obeyed, B1, x));
  }

  private static ReportBuilder primaryWith(Revision obeyed, SyncSet set, long x) {
    return ReportBuilder.primary(Given.A)
        .inForce(new NodeReport.Sync(obeyed, set.rule(), Given.lsn(x)));
  }

  /** S = {b}, k = 1, and c keeps up as well. */
  private static ViewBuilder three() {
    return serving()
        .dataNodes(Given.A, Given.B, Given.C)
        .report(ReportBuilder.standby(Given.B))
        .report(ReportBuilder.standby(Given.C))
        .confirming(Given.C);
  }
}
