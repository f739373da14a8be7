package dev.regent.controller.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R7: a leader out of touch with the primary hands over to a voter that is in touch")
class R7PlacementTest {
  private static final long SUSPECT = Given.LEASE.suspectTime().toMillis();

  @Test
  @DisplayName("R7: no beats both ways for the suspect time: hand over (trace 15)")
  void outOfTouchHandsOver() {
    assertThat(placed(partial())).contains(new RoleDecision.HandOver(Given.B));
  }

  @Test
  @DisplayName("R7: one way is not both ways: the primary must say that it hears this leader")
  void oneWayIsNotBothWays() {
    ViewBuilder deaf =
        partial().report(ReportBuilder.primary(Given.A).hearing(Given.REVISION.term(), SUSPECT));
    assertThat(placed(deaf)).contains(new RoleDecision.HandOver(Given.B));
    ViewBuilder hearsAnother =
        partial().report(ReportBuilder.primary(Given.A).hearing(Given.T1.revision().term(), 0));
    assertThat(placed(hearsAnother)).contains(new RoleDecision.HandOver(Given.B));
  }

  @Test
  @DisplayName("R7: in touch both ways the leader stays")
  void inTouchStays() {
    assertThat(placed(partial().report(ReportBuilder.primary(Given.A)))).isEmpty();
  }

  @Test
  @DisplayName("R7: a new daemon that has heard nobody yet is in touch as long as the last one was")
  void aNewDaemonMayBeDeafForTheSuspectTime() {
    ViewBuilder restarted = partial().report(ReportBuilder.primary(Given.A).deaf());
    Tenure tenure = restarted.build().tenure();
    Duration suspect = Given.LEASE.suspectTime();
    assertThat(placed(restarted)).contains(new RoleDecision.HandOver(Given.B));
    restarted.tenure(tenure.touching(ViewBuilder.ago(suspect.minusMillis(1))));
    assertThat(placed(restarted)).isEmpty();
    restarted.tenure(tenure.touching(ViewBuilder.ago(suspect)));
    assertThat(placed(restarted)).contains(new RoleDecision.HandOver(Given.B));
  }

  @Test
  @DisplayName("R7: a leader of less than the suspect time stays")
  void aYoungLeaderStays() {
    Duration young = Given.LEASE.suspectTime().minusMillis(1);
    assertThat(placed(partial().tenure(Tenure.since(ViewBuilder.ago(young))))).isEmpty();
  }

  @Test
  @DisplayName("R7: with nobody that the leader reaches it stays and decides")
  void withNobodyItStays() {
    assertThat(placed(partial().contacts())).isEmpty();
  }

  @Test
  @DisplayName(
      "R7: not to a voter that sees no renewal, so not to the dead primary's node (trace 27)")
  void onlyToAVoterInTouch() {
    ViewBuilder nobody =
        partial()
            .slot(Given.A, ViewBuilder.renewed(Given.T1))
            .slot(Given.B, ViewBuilder.silent(Given.T1, SUSPECT, true));
    assertThat(placed(nobody)).isEmpty();
    assertThat(placed(nobody.contacts(Given.A))).contains(new RoleDecision.HandOver(Given.A));
    nobody.slot(Given.A, ViewBuilder.silent(Given.T1, SUSPECT, true));
    assertThat(placed(nobody)).isEmpty();
  }

  @Test
  @DisplayName("R7: not to a voter that misses more than one renewal: R1 is about to hold")
  void notWhileThePrimaryMayBeDead() {
    Duration lost = Given.LEASE.renewInterval().multipliedBy(2).plus(Given.LEASE.fenceBudget());
    ViewBuilder view = partial();
    view.slot(Given.B, ViewBuilder.silent(Given.T1, lost.toMillis() - 1, true));
    assertThat(placed(view)).contains(new RoleDecision.HandOver(Given.B));
    view.slot(Given.B, ViewBuilder.silent(Given.T1, lost.toMillis(), true));
    assertThat(placed(view)).isEmpty();
  }

  @Test
  @DisplayName("R7: what a voter said of its silence grows with the age of its word")
  void anOldWordCountsForMore() {
    Duration age = Given.TIMEOUT;
    Duration lost = Given.LEASE.renewInterval().multipliedBy(2).plus(Given.LEASE.fenceBudget());
    long then = lost.minus(age).toMillis();
    ViewBuilder view = partial();
    view.slotAged(Given.B, ViewBuilder.silent(Given.T1, then - 1, true), age);
    assertThat(placed(view)).contains(new RoleDecision.HandOver(Given.B));
    view.slotAged(Given.B, ViewBuilder.silent(Given.T1, then, true), age);
    assertThat(placed(view)).isEmpty();
  }

  @Test
  @DisplayName(
      "R7: not to a voter whose acks the primary does not hear, though it hears the primary")
  void notToAVoterThatThePrimaryDoesNotHear() {
    ReportBuilder deaf = ReportBuilder.primary(Given.A).hearing(Given.REVISION.term(), SUSPECT);
    assertThat(placed(partial().report(deaf.answeredBy(Given.A)))).isEmpty();
    assertThat(placed(partial().report(deaf.answeredBy(Given.A, Given.B))))
        .contains(new RoleDecision.HandOver(Given.B));
    assertThat(placed(partial().report(deaf.answeredBy())))
        .contains(new RoleDecision.HandOver(Given.B));
  }

  @Test
  @DisplayName("R7: the witness does not get the lead back while the primary cannot hear it")
  void notBackToAWitnessThatThePrimaryDoesNotHear() {
    ViewBuilder onB =
        calmUnderB()
            .report(ReportBuilder.primary(Given.A).sequence(2).answeredBy(Given.A, Given.B));
    assertThat(placed(onB)).isEmpty();
  }

  @Test
  @DisplayName("R7: while R1 holds the leader revokes and keeps the lead")
  void whileR1HoldsItDecides() {
    ViewBuilder silent =
        partial()
            .slot(Given.B, ViewBuilder.silent(Given.T1, SUSPECT, true))
            .slot(Given.W, ViewBuilder.silent(Given.T1, SUSPECT, true));
    Outcome.assertRevoked(silent.decide(), RevokeReason.SILENT);
  }

  @Test
  @DisplayName("R7: the lead goes back to a witness that is in touch, once all is calm")
  void theWitnessLeadsWhenCalm() {
    ViewBuilder onB = calmUnderB();
    assertThat(placed(onB)).contains(new RoleDecision.HandOver(Given.W));
    assertThat(placed(onB.tenure(Tenure.since(Given.NOW)))).isEmpty();
  }

  @Test
  @DisplayName("R7: a witness that handed over is not asked before its rest is surely over")
  void aRestingWitnessIsNotAsked() {
    ViewBuilder onB = calmUnderB();
    Duration rest = Given.TIMEOUT.multipliedBy(3);
    assertThat(placed(onB.tenure(Tenure.since(ViewBuilder.ago(rest))))).isEmpty();
  }

  @Test
  @DisplayName("R7: the lead does not leave a node that is no witness's, or while all is not calm")
  void onlyAWitnessIsPreferred() {
    List<NodeId> dataFirst = List.of(Given.A, Given.B, Given.W);
    assertThat(LeaderPlacement.decide(calmUnderB().build(), dataFirst)).isEmpty();
    assertThat(placed(calmUnderB().leader(Given.W).contacts(Given.A, Given.B, Given.W))).isEmpty();
    assertThat(placed(calmUnderB().contacts(Given.A))).isEmpty();
    assertThat(placed(calmUnderB().slot(Given.W, ViewBuilder.silent(Given.T1, SUSPECT, true))))
        .isEmpty();
    ViewBuilder switching = calmUnderB().phase(Given.switching());
    assertThat(placed(switching)).isEmpty();
  }

  @Test
  @DisplayName("R7: exactly four election timeouts after the last commit the witness is asked")
  void theWitnessIsAskedAfterFourTimeouts() {
    Duration four = Given.TIMEOUT.multipliedBy(4);
    assertThat(placed(calmUnderB().tenure(Tenure.since(ViewBuilder.ago(four)))))
        .contains(new RoleDecision.HandOver(Given.W));
    assertThat(placed(calmUnderB().tenure(Tenure.since(ViewBuilder.ago(four.minusMillis(1))))))
        .isEmpty();
  }

  @Test
  @DisplayName("R7: a leader hands over from the suspect time on, and not while nobody is leased")
  void fromTheSuspectTimeOn() {
    Duration suspect = Given.LEASE.suspectTime();
    assertThat(placed(partial().tenure(Tenure.since(ViewBuilder.ago(suspect)))))
        .contains(new RoleDecision.HandOver(Given.B));
    for (Phase phase : List.of(Given.revoked(), new Phase.Paused(Optional.of(Given.A)))) {
      assertThat(placed(partial().phase(phase))).as("%s", phase).isEmpty();
    }
    assertThat(placed(partial().leader(Given.A))).as("it is the primary").isEmpty();
  }

  @Test
  @DisplayName("R7: with the primary's node as the only contact the lead goes there")
  void thePrimarysNodeIsTakenIfAlone() {
    ViewBuilder onlyA = partial().contacts(Given.A).slot(Given.A, ViewBuilder.renewed(Given.T1));
    assertThat(placed(onlyA)).contains(new RoleDecision.HandOver(Given.A));
    ViewBuilder both = partial().slot(Given.A, ViewBuilder.renewed(Given.T1));
    assertThat(placed(both)).contains(new RoleDecision.HandOver(Given.B));
  }

  @Test
  @DisplayName("R7: when the primary last heard this leader, by a report that came just now")
  void touchedIsByTheReportOfNow() {
    ViewBuilder view = ViewBuilder.in(Given.primary());
    NodeReport hearing = ReportBuilder.primary(Given.A).hearing(Given.REVISION.term(), 250).build();
    assertThat(LeaderPlacement.touched(view.build(), hearing))
        .contains(ViewBuilder.ago(Duration.ofMillis(250)));
    NodeReport standby = ReportBuilder.standby(Given.B).hearing(Given.REVISION.term(), 250).build();
    assertThat(LeaderPlacement.touched(view.build(), standby)).isEmpty();
    NodeReport deaf = ReportBuilder.primary(Given.A).deaf().build();
    assertThat(LeaderPlacement.touched(view.build(), deaf)).isEmpty();
    NodeReport another =
        ReportBuilder.primary(Given.A).hearing(Given.T1.revision().term(), 0).build();
    assertThat(LeaderPlacement.touched(view.build(), another)).isEmpty();
    assertThat(LeaderPlacement.touched(view.phase(Given.revoked()).build(), hearing)).isEmpty();
  }

  /** w leads, hears nothing of a; b sees a's renewals. */
  private static ViewBuilder partial() {
    return ViewBuilder.in(Given.primary())
        .contacts(Given.A, Given.B)
        .slot(Given.B, ViewBuilder.renewed(Given.T1));
  }

  /** b leads, in touch with the primary a and with the witness, which sees a's renewals. */
  private static ViewBuilder calmUnderB() {
    return ViewBuilder.in(Given.primary())
        .leader(Given.B)
        .contacts(Given.A, Given.W)
        .report(ReportBuilder.primary(Given.A))
        .slot(Given.W, ViewBuilder.renewed(Given.T1));
  }

  private static Optional<RoleDecision> placed(ViewBuilder view) {
    List<NodeId> order = List.of(Given.W, Given.A, Given.B);
    return LeaderPlacement.decide(view.build(), order);
  }
}
