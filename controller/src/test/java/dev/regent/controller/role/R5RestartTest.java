package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.assertRevoked;
import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R5: PostgreSQL died under a living daemon")
class R5RestartTest {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final List<PostgresStatus> DOWN =
      List.of(
          PostgresStatus.ABSENT,
          PostgresStatus.STOPPED,
          PostgresStatus.DYING,
          PostgresStatus.STANDBY);

  @Test
  @DisplayName("R5: with an eligible standby the holder is revoked at once")
  void anEligibleStandbyTakesOver() {
    for (PostgresStatus status : DOWN) {
      assertRevoked(
          down(status).report(ReportBuilder.standby(Given.B)).decide(), RevokeReason.POSTGRES_DOWN);
    }
  }

  @Test
  @DisplayName("R5, S5: with none it is restarted in place, onto a timeline reserved for it")
  void withNobodyElseItIsRestartedInPlace() {
    for (PostgresStatus status : DOWN) {
      assertThat(proposed(down(status).decide()))
          .isEqualTo(new LedgerEvent.RestartPlanned(Given.TL3));
    }
  }

  @Test
  @DisplayName("R5: k = 0 means that no standby is eligible")
  void aloneMeansRestart() {
    ViewBuilder view =
        down(PostgresStatus.STOPPED).sync(SyncSet.ALONE).report(ReportBuilder.standby(Given.B));
    assertThat(proposed(view.decide())).isInstanceOf(LedgerEvent.RestartPlanned.class);
  }

  @Test
  @DisplayName("R5: a standby outside S is not eligible")
  void aStandbyOutsideSIsNotEligible() {
    ViewBuilder view =
        down(PostgresStatus.STOPPED)
            .dataNodes(Given.A, Given.B, Given.C)
            .report(ReportBuilder.standby(Given.C));
    assertThat(proposed(view.decide())).isInstanceOf(LedgerEvent.RestartPlanned.class);
  }

  @Test
  @DisplayName("R5, S2: fewer members than |S| - k + 1 make nobody eligible")
  void tooFewMembersAreNotEligible() {
    ViewBuilder view =
        down(PostgresStatus.STOPPED)
            .dataNodes(Given.A, Given.B, Given.C)
            .sync(Given.sync(1, Given.B, Given.C))
            .report(ReportBuilder.standby(Given.B));
    assertThat(proposed(view.decide())).isInstanceOf(LedgerEvent.RestartPlanned.class);
    assertRevoked(view.report(ReportBuilder.standby(Given.C)).decide(), RevokeReason.POSTGRES_DOWN);
  }

  @Test
  @DisplayName("R5: a setting prefers the restart of a PostgreSQL that died, not of one that hangs")
  void aSettingPrefersTheRestart() {
    ViewBuilder stopped = down(PostgresStatus.STOPPED).restartFirst(FIRST);
    assertThat(proposed(stopped.report(ReportBuilder.standby(Given.B)).decide()))
        .isEqualTo(new LedgerEvent.RestartPlanned(Given.TL3));
    ViewBuilder hung = down(PostgresStatus.UNRESPONSIVE).restartFirst(FIRST);
    assertRevoked(
        hung.report(ReportBuilder.standby(Given.B)).decide(), RevokeReason.POSTGRES_UNRESPONSIVE);
  }

  @Test
  @DisplayName("R5: whose WAL does not reach its disk is replaced, but waits when nobody is fit")
  void aStalledPrimaryIsReplacedOrWaits() {
    ViewBuilder stalled = down(PostgresStatus.STALLED).restartFirst(FIRST);
    assertThat(stalled.decide()).as("a restart would wait too").isEqualTo(hold(Reason.STEADY));
    assertRevoked(
        stalled.report(ReportBuilder.standby(Given.B)).decide(), RevokeReason.POSTGRES_STALLED);
  }

  @Test
  @DisplayName("R5: with a deadline, after which a standby that is fit takes over")
  void thePreferredRestartHasADeadline() {
    assertRevoked(
        restarting(FIRST.plusNanos(1)).report(ReportBuilder.standby(Given.B)).decide(),
        RevokeReason.POSTGRES_DOWN);
    assertThat(restarting(FIRST).report(ReportBuilder.standby(Given.B)).decide())
        .isInstanceOf(RoleDecision.Hold.class);
    assertThat(restarting(FIRST.plusNanos(1)).decide())
        .as("nobody is fit")
        .isInstanceOf(RoleDecision.Hold.class);
    assertThat(
            restarting(FIRST.plusNanos(1))
                .restartFirst(Duration.ZERO)
                .report(ReportBuilder.standby(Given.B))
                .decide())
        .as("a restart that was the only way goes on")
        .isInstanceOf(RoleDecision.Hold.class);
  }

  private static ViewBuilder restarting(Duration since) {
    return ViewBuilder.in(Given.restarting())
        .restartFirst(FIRST)
        .tenure(Tenure.since(ViewBuilder.ago(since)))
        .report(ReportBuilder.primary(Given.A).status(PostgresStatus.STARTING));
  }

  @Test
  @DisplayName("R5: starting is not down")
  void startingIsNotDown() {
    assertThat(down(PostgresStatus.STARTING).report(ReportBuilder.standby(Given.B)).decide())
        .isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("R5: in performance mode a standby within max-lag is eligible, one behind it is not")
  void performanceModeLooksAtTheLag() {
    ViewBuilder near = performance(401);
    assertRevoked(near.decide(), RevokeReason.POSTGRES_DOWN);
    assertThat(proposed(performance(399).decide())).isInstanceOf(LedgerEvent.RestartPlanned.class);
  }

  @Test
  @DisplayName(
      "R5: exactly at max-lag a standby is eligible; the holder itself, or a broken one, not")
  void theHolderItselfIsNotEligible() {
    assertRevoked(performance(400).decide(), RevokeReason.POSTGRES_DOWN);
    ViewBuilder own =
        ViewBuilder.in(Given.primary())
            .mode(ProtectionMode.PERFORMANCE)
            .sync(SyncSet.ALONE)
            .report(ReportBuilder.primary(Given.A).status(PostgresStatus.STANDBY));
    assertThat(proposed(own.decide())).isInstanceOf(LedgerEvent.RestartPlanned.class);
    assertThat(
            proposed(
                down(PostgresStatus.STOPPED)
                    .report(ReportBuilder.standby(Given.B).damaged())
                    .decide()))
        .isInstanceOf(LedgerEvent.RestartPlanned.class);
  }

  @Test
  @DisplayName("V7: a holder whose token is dead is revoked as such")
  void aDeadTokenIsRevoked() {
    ViewBuilder view =
        ViewBuilder.in(Given.primary()).report(ReportBuilder.primary(Given.A).dead(Given.T1));
    assertRevoked(view.decide(), RevokeReason.LEASE_LOST);
  }

  @Test
  @DisplayName("H3: a later session of the holder's node ends the right of the earlier one")
  void aLaterSessionRevokes() {
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .report(ReportBuilder.standby(Given.A).in(Given.next(Given.ON_A)));
    assertRevoked(view.decide(), RevokeReason.SESSION_ENDED);
  }

  private static ViewBuilder down(PostgresStatus status) {
    return ViewBuilder.in(Given.primary()).report(ReportBuilder.primary(Given.A).status(status));
  }

  private static ViewBuilder performance(long standby) {
    return ViewBuilder.in(Given.primary())
        .mode(ProtectionMode.PERFORMANCE)
        .sync(SyncSet.ALONE)
        .report(
            ReportBuilder.primary(Given.A)
                .status(PostgresStatus.STOPPED)
                .at(Given.at(Given.TL2, 500)))
        .report(ReportBuilder.standby(Given.B).at(Given.at(Given.TL2, standby)));
  }
}
