package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
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

@DisplayName("S1: each single step of S and k, with two and three standbys")
class S1StepsTest {
  private static final Duration GRACE =
      Given.settings(ProtectionMode.AVAILABILITY, Given.A).timings().standbyGrace();
  private static final Revision PLANNED = Given.revision(3, 15);
  private static final SyncSet BOTH = Given.sync(1, Given.B, Given.C);
  private static final SyncSet TWO = Given.sync(2, Given.B, Given.C);

  @Test
  @DisplayName("S1: with k = 2 and one member lost, k falls to those that are left, S stays")
  void kFallsToTheLiving() {
    assertThat(proposed(three().wanting(2).sync(TWO).missing(Given.B, GRACE).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(BOTH, SyncReason.STANDBY_LOST));
  }

  @Test
  @DisplayName("S1: one of S = {b, c}, k = 1 lost: the other confirms, so k stays")
  void oneOfTwoIsEnough() {
    LedgerEvent next = proposed(three().sync(BOTH).missing(Given.B, GRACE).decide());
    assertThat(next).isInstanceOf(LedgerEvent.SyncPlanned.class);
  }

  @Test
  @DisplayName("S1: a member whose directory is gone is lost as soon as its walsender is")
  void aMemberWithoutItsDirectoryIsLost() {
    ViewBuilder gone =
        serving().missing(Given.B, Duration.ZERO).report(ReportBuilder.standby(Given.B).damaged());
    assertThat(proposed(gone.decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(SyncSet.ALONE, SyncReason.STANDBY_LOST));
  }

  @Test
  @DisplayName("S1: a member that says that it is down still counts while it streams")
  void aStreamingMemberIsNotLost() {
    ViewBuilder streaming =
        serving()
            .confirming(Given.B)
            .report(ReportBuilder.standby(Given.B).status(PostgresStatus.STOPPED));
    assertThat(streaming.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: without a fresh report of the primary nothing changes")
  void withoutThePrimaryNothingChanges() {
    assertThat(ViewBuilder.in(Given.primary()).missing(Given.B, GRACE).decide())
        .isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: all as it is wanted is steady")
  void allAsItIsWanted() {
    assertThat(three().sync(BOTH).confirming(Given.B).decide()).isEqualTo(hold(Reason.STEADY));
    assertThat(three().wanting(2).sync(TWO).confirming(Given.B).decide())
        .isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: more confirmations than standbys are not wanted before there are as many")
  void kWaitsForStandbys() {
    ViewBuilder one = serving().wanting(2).report(ReportBuilder.standby(Given.B));
    assertThat(one.confirming(Given.B).decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: two members, k = 1 is wanted and k = 2 stands: k is not lowered by itself")
  void kIsNotLoweredByItself() {
    assertThat(three().sync(TWO).confirming(Given.B).decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: k = 2 with one member lost and nobody to join: nothing to tighten")
  void nothingToTightenWithTooFew() {
    ViewBuilder protection =
        three().mode(ProtectionMode.PROTECTION).wanting(2).sync(TWO).missing(Given.B, GRACE);
    assertThat(protection.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: a joiner and a raise of k come in one plan where k + |P \\ S| <= j holds")
  void aJoinAndARaiseInOnePlan() {
    ViewBuilder view = three().wanting(2).confirming(Given.B);
    assertThat(proposed(view.decide())).isEqualTo(new LedgerEvent.SyncPlanned(TWO.rule(), TWO));
  }

  @Test
  @DisplayName("S1: the primary itself never joins")
  void thePrimaryNeverJoins() {
    ViewBuilder view = serving().confirming(Given.A).confirming(Given.B);
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: a plan is complete on a report that obeyed it or something newer")
  void theReportMayBeNewerThanThePlan() {
    assertThat(proposed(joining(PLANNED, 500).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(Given.sync(1, Given.B), SyncReason.JOINED));
    assertThat(proposed(joining(Given.revision(3, 16), 500).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(Given.sync(1, Given.B), SyncReason.JOINED));
  }

  @Test
  @DisplayName("S1: a raise to k = 2 needs both members past x; members need flush, not replay")
  void aRaiseNeedsBothPastX() {
    assertThat(raising(500, 499).decide()).isEqualTo(hold(Reason.STEADY));
    assertThat(proposed(raising(500, 500).decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(TWO, SyncReason.JOINED));
  }

  @Test
  @DisplayName("S1: shrinking waits for k members past x, not for every one of the new S")
  void shrinkingWaitsForKMembers() {
    SyncSet two = Given.sync(1, Given.C, Given.D);
    ViewBuilder view =
        three()
            .dataNodes(Given.A, Given.B, Given.C, Given.D)
            .sync(Given.sync(1, Given.B, Given.C, Given.D))
            .plan(new SyncPlan(PLANNED, two.rule(), two))
            .report(inForce(PLANNED, two, 500).sequence(2))
            .report(at(Given.D, 100));
    assertThat(proposed(view.decide()))
        .isEqualTo(new LedgerEvent.SyncSetChanged(two, SyncReason.JOINED));
  }

  @Test
  @DisplayName("S1: a member that does not stream this timeline is not past x")
  void onlyWhoStreamsIsPastX() {
    ViewBuilder view = raising(500, 500).report(at(Given.C, 500).notStreaming().sequence(3));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("S1: who does not keep up is not fit: an inconsistent one does not join")
  void onlyTheFitJoin() {
    ViewBuilder view =
        serving()
            .sync(SyncSet.ALONE)
            .report(ReportBuilder.standby(Given.B).inconsistent())
            .confirming(Given.B);
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  private static ViewBuilder raising(long b, long c) {
    return three()
        .wanting(2)
        .sync(BOTH)
        .plan(new SyncPlan(PLANNED, TWO.rule(), TWO))
        .report(inForce(PLANNED, TWO, 500).sequence(2))
        .report(at(Given.B, b).replayed(100).sequence(2))
        .report(at(Given.C, c).replayed(100).sequence(2));
  }

  private static ViewBuilder joining(Revision obeyed, long x) {
    SyncSet b = Given.sync(1, Given.B);
    return ViewBuilder.in(Given.primary())
        .sync(SyncSet.ALONE)
        .plan(new SyncPlan(PLANNED, b.rule(), b))
        .report(inForce(obeyed, b, x))
        .report(ReportBuilder.standby(Given.B));
  }

  private static ReportBuilder inForce(Revision obeyed, SyncSet set, long x) {
    return ReportBuilder.primary(Given.A)
        .inForce(new NodeReport.Sync(obeyed, set.rule(), Given.lsn(x)));
  }

  private static ReportBuilder at(NodeId node, long lsn) {
    return ReportBuilder.standby(node).at(Given.at(Given.TL2, lsn));
  }

  private static ViewBuilder serving() {
    return ViewBuilder.in(Given.primary()).report(ReportBuilder.primary(Given.A));
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
