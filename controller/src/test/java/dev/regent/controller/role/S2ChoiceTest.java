package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.granted;
import static dev.regent.controller.role.Outcome.hold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2: the choice among equal candidates, and what the grant says of it")
class S2ChoiceTest {
  private static final Duration LATE = Duration.ofSeconds(2);
  private static final Duration WAIT =
      Given.settings(ProtectionMode.AVAILABILITY, Given.A).timings().candidateWait();
  private static final Set<RevokeReason> FAILED =
      EnumSet.of(
          RevokeReason.PROMOTION_FAILED,
          RevokeReason.POSTGRES_DOWN,
          RevokeReason.POSTGRES_UNRESPONSIVE,
          RevokeReason.POSTGRES_STALLED,
          RevokeReason.OPERATOR,
          RevokeReason.SWITCHOVER);

  @Test
  @DisplayName("S2: equally far ahead, the higher priority wins, then the first by name")
  void priorityThenName() {
    ViewBuilder equal =
        three(Given.revoked())
            .report(ReportBuilder.answer(Given.B))
            .report(ReportBuilder.answer(Given.C));
    assertThat(granted(equal.decide()).holder()).isEqualTo(Given.ON_B);
    assertThat(granted(equal.preferring(Given.C).decide()).holder()).isEqualTo(Given.ON_C);
  }

  @Test
  @DisplayName("L6: of empty directories the one with the higher priority is filled first")
  void priorityDecidesWhoCreates() {
    ViewBuilder empty =
        ViewBuilder.vacant()
            .report(ReportBuilder.empty(Given.A))
            .report(ReportBuilder.empty(Given.B))
            .preferring(Given.B);
    assertThat(Outcome.proposed(empty.decide()))
        .isEqualTo(new LedgerEvent.BootstrapStarted(Given.B));
  }

  @Test
  @DisplayName("S2: who just failed is taken only for want of another, whoever is further ahead")
  void whoJustFailedIsTakenLast() {
    for (RevokeReason reason : RevokeReason.values()) {
      ViewBuilder view =
          three(Given.revoked(reason))
              .sync(Given.sync(1, Given.B))
              .report(ReportBuilder.answer(Given.A).at(Given.at(Given.TL2, 501)))
              .report(ReportBuilder.answer(Given.B));
      NodeId taken = granted(view.decide()).holder().node();
      assertThat(taken).as("%s", reason).isEqualTo(FAILED.contains(reason) ? Given.B : Given.A);
      ViewBuilder alone = three(Given.revoked(reason)).report(ReportBuilder.answer(Given.A));
      assertThat(granted(alone.decide()).holder()).as("%s", reason).isEqualTo(Given.ON_A);
    }
  }

  @Test
  @DisplayName("S2: a failed grantee that may alone have everything is not passed over")
  void whoFailedMayAloneHaveEverything() {
    for (RevokeReason reason : RevokeReason.values()) {
      ViewBuilder ahead =
          three(neverPromoted(reason, Optional.empty()))
              .report(ReportBuilder.answer(Given.B).at(Given.at(Given.TL2, 501)))
              .report(ReportBuilder.answer(Given.C));
      assertThat(granted(ahead.decide()).holder()).as("%s", reason).isEqualTo(Given.ON_B);
      ViewBuilder equal =
          three(neverPromoted(reason, Optional.empty()))
              .report(ReportBuilder.answer(Given.B))
              .report(ReportBuilder.answer(Given.C));
      assertThat(granted(equal.decide()).holder()).as("%s", reason).isEqualTo(Given.ON_C);
      ViewBuilder preferred =
          three(neverPromoted(reason, Optional.of(Given.C)))
              .report(ReportBuilder.answer(Given.B).at(Given.at(Given.TL2, 501)))
              .report(ReportBuilder.answer(Given.C));
      assertThat(granted(preferred.decide()).holder()).as("%s", reason).isEqualTo(Given.ON_B);
    }
  }

  @Test
  @DisplayName("S2: with enough answers besides it, a failed grantee is not needed")
  void enoughAnswersBesidesTheFailed() {
    ViewBuilder view =
        ViewBuilder.in(neverPromoted(RevokeReason.PROMOTION_FAILED, Optional.empty()))
            .dataNodes(Given.A, Given.B, Given.C)
            .sync(Given.sync(2, Given.B, Given.C))
            .asked(LATE)
            .report(ReportBuilder.answer(Given.B).at(Given.at(Given.TL2, 501)))
            .report(ReportBuilder.answer(Given.C));
    assertThat(granted(view.decide()).holder()).isEqualTo(Given.ON_C);
  }

  @Test
  @DisplayName("L6: nor is the first grantee of all, while another directory lies behind its own")
  void theFirstGranteeIsNotPassedOver() {
    ViewBuilder view =
        ViewBuilder.vacant()
            .phase(Given.revoked(RevokeReason.PROMOTION_FAILED))
            .asked(LATE)
            .report(ReportBuilder.answer(Given.A).at(Given.at(Given.TL2, 501)))
            .report(ReportBuilder.answer(Given.B));
    assertThat(granted(view.decide()).holder()).isEqualTo(Given.ON_A);
  }

  @Test
  @DisplayName(
      "S2, S3: the preferred one is no candidate by being preferred, unless loss was accepted")
  void thePreferredOneMustBeACandidate() {
    ViewBuilder view =
        three(preferring(Given.C, false))
            .sync(Given.sync(1, Given.B))
            .report(ReportBuilder.answer(Given.C));
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    ViewBuilder accepted =
        three(preferring(Given.C, true))
            .report(ReportBuilder.answer(Given.B).at(Given.at(Given.TL2, 900)))
            .report(ReportBuilder.answer(Given.C));
    assertThat(granted(accepted.decide()).holder()).isEqualTo(Given.ON_C);
    assertThat(granted(accepted.decide()).reason()).isEqualTo(GrantReason.DATA_LOSS_ACCEPTED);
  }

  @Test
  @DisplayName("S3: in the synchronous modes a grant announces no loss: there is none")
  void nothingIsLostInTheSynchronousModes() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .asked(LATE)
            .reportAged(
                ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, 900)), Duration.ofSeconds(9))
            .report(ReportBuilder.answer(Given.B));
    assertThat(granted(view.decide()).bytesPossiblyLost()).isZero();
  }

  @Test
  @DisplayName("S2: the grant lists who answered, and who of them was a candidate")
  void theGrantListsTheAnswers() {
    ViewBuilder view =
        three(Given.revoked())
            .sync(Given.sync(1, Given.B))
            .report(ReportBuilder.answer(Given.B))
            .report(ReportBuilder.answer(Given.C));
    assertThat(granted(view.decide()).considered())
        .containsExactly(
            new LedgerEvent.Candidate(Given.B, Given.at(Given.TL2, 500), true),
            new LedgerEvent.Candidate(Given.C, Given.at(Given.TL2, 500), false));
  }

  @Test
  @DisplayName("S2: a known member is waited for exactly as long as the settings say")
  void theWaitEnds() {
    assertThat(waiting(WAIT.minusMillis(1)).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(granted(waiting(WAIT).decide()).holder()).isEqualTo(Given.ON_B);
  }

  @Test
  @DisplayName("S2: who is not in S is not waited for, but in performance mode everybody is")
  void onlyMembersAreWaitedFor() {
    ViewBuilder outside = waiting(Duration.ZERO).sync(Given.sync(1, Given.B));
    assertThat(granted(outside.decide()).holder()).isEqualTo(Given.ON_B);
    ViewBuilder asynchronous =
        waiting(Duration.ZERO).mode(ProtectionMode.PERFORMANCE).sync(SyncSet.ALONE);
    assertThat(asynchronous.decide()).isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  @Test
  @DisplayName("S2: the last promoted that is in S as well is one candidate, not two")
  void theLastPromotedInSCountsOnce() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .sync(Given.sync(1, Given.A))
            .asked(LATE)
            .report(ReportBuilder.answer(Given.A));
    assertThat(
            GrantDecision.candidates(
                view.build(), Given.revoked(), List.of(ReportBuilder.answer(Given.A).build())))
        .hasSize(1);
  }

  @Test
  @DisplayName("L6: a first grant that was never promoted: its holder, or all directories answered")
  void neverPromotedNeedsItsHolderOrEverybody() {
    assertThat(granted(first().report(ReportBuilder.answer(Given.A)).decide()).holder())
        .isEqualTo(Given.ON_A);
    assertThat(first().report(ReportBuilder.answer(Given.B)).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    ViewBuilder complete =
        first().report(ReportBuilder.answer(Given.B)).report(ReportBuilder.empty(Given.A));
    assertThat(granted(complete.decide()).holder()).isEqualTo(Given.ON_B);
    assertThat(
            first()
                .report(ReportBuilder.answer(Given.B))
                .report(ReportBuilder.standby(Given.A))
                .decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  @Test
  @DisplayName("S3: a standby on an older timeline has what lies before the fork, and no more")
  void theLagCountsFromTheFork() {
    assertThat(performance(new TimelineId(1), 250)).as("before the fork").isEqualTo(130);
    assertThat(performance(new TimelineId(1), 900)).as("past the fork").isEqualTo(80);
    assertThat(performance(new TimelineId(1), 300)).as("at the fork").isEqualTo(80);
    assertThat(performance(Given.TL2, 400)).as("ahead").isZero();
    assertThat(performance(Given.TL3, 370)).as("of a later one").isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @DisplayName("S3: before any promotion nothing can be lost")
  void beforeAnyPromotionNothingIsLost() {
    assertThat(Candidates.lag(ViewBuilder.vacant().build(), ReportBuilder.answer(Given.B).build()))
        .isZero();
  }

  @Test
  @DisplayName("S2: the last promoted may be on a later timeline, of a promotion not committed")
  void theLastPromotedMayBeOnALaterTimeline() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .sync(SyncSet.ALONE)
            .asked(LATE)
            .report(ReportBuilder.answer(Given.A).at(Given.at(Given.TL3, 500)));
    assertThat(granted(view.decide()).reason()).isEqualTo(GrantReason.LAST_PROMOTED);
    ViewBuilder equal =
        ViewBuilder.in(Given.revoked())
            .sync(SyncSet.ALONE)
            .asked(LATE)
            .report(ReportBuilder.answer(Given.A).at(Given.at(Given.TL2, 300)));
    assertThat(granted(equal.decide()).holder()).isEqualTo(Given.ON_A);
  }

  @Test
  @DisplayName("S2: a foreign server, or another timeline's, does not put the last promoted behind")
  void onlyItsOwnTimelineCounts() {
    assertThat(granted(lonely(ReportBuilder.standby(Given.B).system(Given.FOREIGN))).holder())
        .isEqualTo(Given.ON_A);
    assertThat(
            granted(lonely(ReportBuilder.standby(Given.B).at(Given.at(Given.TL3, 900)))).holder())
        .isEqualTo(Given.ON_A);
  }

  @Test
  @DisplayName("S3: a position on another timeline than the last promoted's tells no lag")
  void aPositionOfAnotherTimelineTellsNoLag() {
    RoleView view =
        ViewBuilder.in(Given.revoked())
            .mode(ProtectionMode.PERFORMANCE)
            .report(ReportBuilder.primary(Given.A).at(Given.at(Given.TL3, 380)))
            .build();
    assertThat(Candidates.lag(view, ReportBuilder.answer(Given.B).build()))
        .isEqualTo(Long.MAX_VALUE);
  }

  /** a was promoted last and answered; b is far ahead and did not. */
  private static RoleDecision lonely(ReportBuilder other) {
    return ViewBuilder.in(Given.revoked())
        .sync(SyncSet.ALONE)
        .asked(LATE)
        .report(ReportBuilder.answer(Given.A))
        .report(other.replayed(900))
        .decide();
  }

  /** The primary is known at TL2 380, which forked off at 300. */
  private static long performance(TimelineId timeline, long lsn) {
    RoleView view =
        ViewBuilder.in(Given.revoked())
            .mode(ProtectionMode.PERFORMANCE)
            .report(ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, 380)))
            .build();
    return Candidates.lag(view, ReportBuilder.answer(Given.B).at(Given.at(timeline, lsn)).build());
  }

  /** b answered, c is known and did not. */
  private static ViewBuilder waiting(Duration age) {
    return ViewBuilder.in(Given.revoked())
        .dataNodes(Given.A, Given.B, Given.C)
        .sync(Given.sync(2, Given.B, Given.C))
        .asked(age)
        .reportAged(
            ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, 500)), Duration.ofSeconds(9))
        .report(ReportBuilder.answer(Given.B))
        .report(ReportBuilder.standby(Given.C));
  }

  /** a was granted first of all and revoked before its promotion was committed. */
  private static ViewBuilder first() {
    return ViewBuilder.vacant().phase(Given.revoked()).asked(LATE);
  }

  private static Phase.Revoked preferring(NodeId node, boolean acceptDataLoss) {
    return new Phase.Revoked(
        Given.T1, Given.ON_A, RevokeReason.OPERATOR, Optional.of(node), false, acceptDataLoss);
  }

  /** b was granted after a, and did not promote. */
  private static Phase.Revoked neverPromoted(RevokeReason reason, Optional<NodeId> preferred) {
    return new Phase.Revoked(Given.T2, Given.ON_B, reason, preferred, false, false);
  }

  private static ViewBuilder three(Phase phase) {
    return ViewBuilder.in(phase)
        .dataNodes(Given.A, Given.B, Given.C)
        .sync(Given.sync(1, Given.B, Given.C))
        .asked(LATE);
  }
}
