package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.assertRevoked;
import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S4: a new primary acknowledges nothing before Promoted(T, S, k) is committed")
class S4PromotedTest {

  @Test
  @DisplayName(
      "S4: in the synchronous modes the grantee promotes under a rule that nobody can meet")
  void theGranteePromotesUnderABlockingRule() {
    assertThat(ruleWhilePromoting(ProtectionMode.AVAILABILITY)).isEqualTo(SyncRule.BLOCK);
    assertThat(ruleWhilePromoting(ProtectionMode.PROTECTION)).isEqualTo(SyncRule.BLOCK);
    assertThat(ruleWhilePromoting(ProtectionMode.PERFORMANCE)).isEqualTo(SyncRule.NONE);
    assertThat(SyncRule.BLOCK.isBlocking()).isTrue();
  }

  @Test
  @DisplayName("S4: Promoted carries the old S without the new primary, and k - 1 (trace 21)")
  void theNewPrimaryLeavesSAndTakesOneFromK() {
    assertThat(syncOf(three().sync(Given.sync(2, Given.B, Given.C)).report(fit(Given.C))))
        .isEqualTo(Given.sync(1, Given.C));
    assertThat(syncOf(three().sync(Given.sync(1, Given.B, Given.C)).report(fit(Given.C))))
        .isEqualTo(SyncSet.ALONE);
  }

  @Test
  @DisplayName("S4: k is unchanged when the new primary was not in S")
  void aPrimaryFromOutsideSTakesNothingFromK() {
    assertThat(syncOf(three().sync(Given.sync(1, Given.C)).report(fit(Given.C))))
        .isEqualTo(Given.sync(1, Given.C));
  }

  @Test
  @DisplayName("S4: k = 0 where nobody is there to confirm, but never in protection mode")
  void aloneOnlyWhereTheModeAllows() {
    assertThat(syncOf(three().sync(Given.sync(1, Given.C)))).isEqualTo(SyncSet.ALONE);
    assertThat(syncOf(three().mode(ProtectionMode.PROTECTION).sync(Given.sync(1, Given.C))))
        .isEqualTo(Given.sync(1, Given.C));
  }

  @Test
  @DisplayName("S4: until Promoted the previous primary and its S stay the candidates (trace 6)")
  void theGrantKeepsSAndTheLastPromoted() {
    DatabaseState granted = three().state();
    assertThat(granted.sync()).isEqualTo(Given.sync(1, Given.B));
    assertThat(granted.isLastPromoted(Given.A)).isTrue();
  }

  @Test
  @DisplayName("S4: a promotion under another token is not this grant's")
  void aPromotionUnderAnotherTokenIsIgnored() {
    assertThat(granted(promoted(Given.T1, Given.TL3)).decide()).isEqualTo(hold(Reason.PROMOTING));
  }

  @Test
  @DisplayName("S5: a promotion onto another timeline is refused (trace 22)")
  void anotherTimelineIsRefused() {
    assertRevoked(
        granted(promoted(Given.T2, new TimelineId(4))).decide(), RevokeReason.PROMOTION_FAILED);
  }

  @Test
  @DisplayName("S4: a grantee that cannot promote is revoked; one that retries is not")
  void aFailedPromotionIsRevoked() {
    assertRevoked(
        granted(fit(Given.B).problem(Given.REVISION, false)).decide(),
        RevokeReason.PROMOTION_FAILED);
    assertThat(granted(fit(Given.B).problem(Given.REVISION, true)).decide())
        .isEqualTo(hold(Reason.PROMOTING));
    assertThat(granted(fit(Given.B).problem(Given.revision(3, 16), false)).decide())
        .isEqualTo(hold(Reason.PROMOTING));
  }

  @Test
  @DisplayName("S4: after a restart in place the promotion of before it does not count")
  void inPlaceTheFormerPromotionDoesNotCount() {
    Phase restarting = Given.restarting();
    ViewBuilder old =
        ViewBuilder.in(restarting).report(fit(Given.A).promoted(promotion(Given.T1, Given.TL2)));
    assertThat(old.decide()).isEqualTo(hold(Reason.PROMOTING));
    ViewBuilder done =
        ViewBuilder.in(restarting)
            .report(fit(Given.B))
            .report(fit(Given.A).promoted(promotion(Given.T1, Given.TL3)));
    assertThat(((LedgerEvent.Promoted) proposed(done.decide())).sync())
        .isEqualTo(Given.sync(1, Given.B));
  }

  private static SyncRule ruleWhilePromoting(ProtectionMode mode) {
    DatabaseState state = Given.state(Given.granted(), mode, SyncSet.ALONE);
    Desired desired = Instructions.desired(state, Given.ON_B, Given.REVISION);
    return ((Desired.Lead) desired).rule();
  }

  private static SyncSet syncOf(ViewBuilder view) {
    LedgerEvent event =
        proposed(
            view.report(promoted(Given.T2, Given.TL3).status(PostgresStatus.PRIMARY)).decide());
    assertThat(event).isInstanceOf(LedgerEvent.Promoted.class);
    assertThat(((LedgerEvent.Promoted) event).endOfRecovery()).isEqualTo(Given.lsn(480));
    return ((LedgerEvent.Promoted) event).sync();
  }

  private static ViewBuilder three() {
    return ViewBuilder.in(Given.granted()).dataNodes(Given.A, Given.B, Given.C);
  }

  private static ViewBuilder granted(ReportBuilder grantee) {
    return ViewBuilder.in(Given.granted()).report(grantee);
  }

  private static ReportBuilder promoted(Token token, TimelineId timeline) {
    return fit(Given.B).promoted(promotion(token, timeline));
  }

  private static NodeReport.Promoted promotion(Token token, TimelineId timeline) {
    return new NodeReport.Promoted(token, timeline, Given.lsn(480));
  }

  private static ReportBuilder fit(NodeId node) {
    return ReportBuilder.standby(node);
  }
}
