package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.granted;
import static dev.regent.controller.role.Outcome.hold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.SyncSet;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2: who is a candidate, and who is the best")
class S2CandidatesTest {
  private static final Duration LATE = Duration.ofSeconds(2);

  @Test
  @DisplayName("S2: a member of S is granted when |S| - k + 1 answered")
  void oneOfOneIsEnough() {
    var grant = granted(revoked().report(ReportBuilder.answer(Given.B)).decide());
    assertThat(grant.holder()).isEqualTo(Given.ON_B);
    assertThat(grant.reason()).isEqualTo(GrantReason.BEST_CANDIDATE);
  }

  @Test
  @DisplayName("S2: one answer of S = {b, c}, k = 1 is not enough: the other may have more")
  void tooFewAnswersAreNotEnough() {
    ViewBuilder view = three().report(ReportBuilder.answer(Given.B));
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(
            granted(
                    view.report(ReportBuilder.answer(Given.C).at(Given.at(Given.TL2, 501)))
                        .decide())
                .holder())
        .isEqualTo(Given.ON_C);
  }

  @Test
  @DisplayName("S2: with S = {b, c}, k = 2 any one of them has it all")
  void withTwoConfirmationsOneAnswerIsEnough() {
    ViewBuilder view =
        three().sync(Given.sync(2, Given.B, Given.C)).report(ReportBuilder.answer(Given.B));
    assertThat(granted(view.decide()).holder()).isEqualTo(Given.ON_B);
  }

  @Test
  @DisplayName("S2: whoever is not in S is no candidate (trace 1)")
  void outsideSIsNoCandidate() {
    ViewBuilder view = three().sync(Given.sync(1, Given.B)).report(ReportBuilder.answer(Given.C));
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  @Test
  @DisplayName("S1: alone is k = 0, and then no standby is promotable")
  void aloneNobodyIsPromotable() {
    assertThat(revoked().sync(SyncSet.ALONE).report(ReportBuilder.answer(Given.B)).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  @Test
  @DisplayName("S2: the last promoted needs no other answer (trace 13)")
  void theLastPromotedNeedsNobody() {
    var grant =
        granted(revoked().sync(SyncSet.ALONE).report(ReportBuilder.answer(Given.A)).decide());
    assertThat(grant.holder()).isEqualTo(Given.ON_A);
    assertThat(grant.reason()).isEqualTo(GrantReason.LAST_PROMOTED);
  }

  @Test
  @DisplayName(
      "S2: the last promoted is none after a rewind, on an earlier timeline or before its start")
  void theLastPromotedWithoutItsWalIsNone() {
    ViewBuilder alone = revoked().sync(SyncSet.ALONE);
    assertThat(alone.report(ReportBuilder.answer(Given.A).damaged()).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(
            revoked()
                .sync(SyncSet.ALONE)
                .report(ReportBuilder.answer(Given.A).at(Given.at(new TimelineId(1), 900)))
                .decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(
            revoked()
                .sync(SyncSet.ALONE)
                .report(ReportBuilder.answer(Given.A).at(Given.at(Given.TL2, 299)))
                .decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  @Test
  @DisplayName("S2: the last promoted is none while behind any report of its own timeline")
  void theLastPromotedBehindAReportIsNone() {
    ViewBuilder view =
        revoked()
            .sync(SyncSet.ALONE)
            .reportAged(
                ReportBuilder.standby(Given.B).at(Given.at(Given.TL2, 501)), LATE.multipliedBy(9))
            .report(ReportBuilder.answer(Given.A));
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  @Test
  @DisplayName("S2: only a fit directory answers: in recovery, consistent, intact")
  void onlyTheFitAnswer() {
    assertThat(revoked().report(ReportBuilder.answer(Given.B).inconsistent()).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(revoked().report(ReportBuilder.answer(Given.B).damaged()).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(
            revoked().report(ReportBuilder.answer(Given.B).status(PostgresStatus.PRIMARY)).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  @Test
  @DisplayName("S2: a report that does not answer this round is no promise (fresh reports off)")
  void onlyAnAnswerToThisRoundIsAPromise() {
    assertThat(revoked().report(ReportBuilder.standby(Given.B)).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(
            revoked()
                .report(ReportBuilder.standby(Given.B).cut(Given.REVISION, ViewBuilder.ROUND - 1))
                .decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(
            revoked()
                .report(
                    ReportBuilder.standby(Given.B).cut(Given.revision(3, 16), ViewBuilder.ROUND))
                .decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  @Test
  @DisplayName("S2: reports are asked for only after the wait ended")
  void reportsAreAskedForAfterTheWait() {
    ViewBuilder view = ViewBuilder.in(Given.revoked()).report(ReportBuilder.answer(Given.B));
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_SLOTS));
    assertThat(view.slotsFree().decide()).isEqualTo(new RoleDecision.AskReports());
  }

  @Test
  @DisplayName("S2: the timeline of the last record counts before the position, then priority")
  void theHighestTimelineWins() {
    ViewBuilder view =
        three()
            .report(ReportBuilder.answer(Given.B).at(Given.at(Given.TL3, 400)))
            .report(ReportBuilder.answer(Given.C).at(Given.at(Given.TL2, 900)));
    assertThat(granted(view.decide()).holder()).isEqualTo(Given.ON_B);
  }

  @Test
  @DisplayName("S2: max(flushed, replayed) counts")
  void replayedCountsToo() {
    ViewBuilder view =
        three()
            .report(ReportBuilder.answer(Given.B).replayed(502))
            .report(ReportBuilder.answer(Given.C).at(Given.at(Given.TL2, 501)));
    assertThat(granted(view.decide()).holder()).isEqualTo(Given.ON_B);
  }

  @Test
  @DisplayName("S2: a known member that may be better is waited for, but not for ever")
  void aBetterOneIsWaitedForAWhile() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .dataNodes(Given.A, Given.B, Given.C)
            .sync(Given.sync(2, Given.B, Given.C))
            .asked(Duration.ZERO)
            .report(ReportBuilder.answer(Given.B))
            .report(ReportBuilder.standby(Given.C));
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
    assertThat(granted(view.asked(LATE).decide()).holder()).isEqualTo(Given.ON_B);
  }

  @Test
  @DisplayName("S2: the preferred one is granted only if nobody is ahead of it")
  void thePreferredOneMustNotBeBehind() {
    Phase preferC =
        new Phase.Revoked(
            Given.T1, Given.ON_A, RevokeReason.SWITCHOVER, Optional.of(Given.C), false, false);
    ViewBuilder view =
        in(preferC)
            .report(ReportBuilder.answer(Given.B).at(Given.at(Given.TL2, 501)))
            .report(ReportBuilder.answer(Given.C));
    assertThat(granted(view.decide()).holder()).isEqualTo(Given.ON_B);
    view.report(ReportBuilder.answer(Given.C).at(Given.at(Given.TL2, 501)).sequence(2));
    assertThat(granted(view.decide()).holder()).isEqualTo(Given.ON_C);
    assertThat(granted(view.decide()).reason()).isEqualTo(GrantReason.CHOSEN);
  }

  @Test
  @DisplayName("D2: a foreign database is no candidate, however far ahead")
  void aForeignDatabaseIsNoCandidate() {
    assertThat(
            revoked()
                .report(
                    ReportBuilder.answer(Given.B)
                        .system(Given.FOREIGN)
                        .at(Given.at(Given.TL3, 900)))
                .decide())
        .isEqualTo(hold(Reason.WAITING_FOR_CANDIDATES));
  }

  private static ViewBuilder revoked() {
    return ViewBuilder.in(Given.revoked()).asked(LATE);
  }

  private static ViewBuilder three() {
    return in(Given.revoked());
  }

  private static ViewBuilder in(Phase phase) {
    return ViewBuilder.in(phase)
        .dataNodes(Given.A, Given.B, Given.C)
        .sync(Given.sync(1, Given.B, Given.C))
        .asked(LATE);
  }
}
