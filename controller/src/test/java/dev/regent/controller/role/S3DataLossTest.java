package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.accepted;
import static dev.regent.controller.role.Outcome.granted;
import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult.Kind;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3: no automatic action loses an acknowledged write without a warning")
class S3DataLossTest {
  private static final Phase ACCEPTED =
      new Phase.Revoked(
          Given.T1, Given.ON_A, RevokeReason.OPERATOR, Optional.of(Given.B), false, true);

  @Test
  @DisplayName("S3: a failover that is not surely safe is refused unless the loss is accepted")
  void anUnsafeFailoverNeedsAcceptance() {
    RoleView view =
        ViewBuilder.in(Given.primary())
            .sync(SyncSet.ALONE)
            .report(ReportBuilder.standby(Given.B))
            .build();
    assertThat(refused(view, failover(false))).isEqualTo(Kind.UNFIT);
    assertThat(accepted(view, failover(true)))
        .isEqualTo(
            new LedgerEvent.PrimaryRevoked(
                Given.T1, RevokeReason.OPERATOR, Optional.of(Given.B), true));
  }

  @Test
  @DisplayName("S3: with the loss accepted, the named node is granted, and the event says so")
  void anAcceptedLossIsInTheEvent() {
    var grant =
        granted(
            ViewBuilder.in(ACCEPTED)
                .sync(SyncSet.ALONE)
                .asked(Duration.ofSeconds(2))
                .reportAged(
                    ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, 900)),
                    Duration.ofMinutes(1))
                .report(ReportBuilder.answer(Given.B))
                .decide());
    assertThat(grant.holder()).isEqualTo(Given.ON_B);
    assertThat(grant.reason()).isEqualTo(GrantReason.DATA_LOSS_ACCEPTED);
    assertThat(grant.bytesPossiblyLost()).isEqualTo(400);
  }

  @Test
  @DisplayName("S3: performance mode fails over within max-lag and announces the bytes")
  void performanceModeAnnouncesTheLoss() {
    var grant = granted(performance(900, 800).decide());
    assertThat(grant.reason()).isEqualTo(GrantReason.WITHIN_LAG);
    assertThat(grant.bytesPossiblyLost()).isEqualTo(100);
  }

  @Test
  @DisplayName("S3: beyond max-lag nobody is granted")
  void performanceModeHoldsBeyondTheLag() {
    assertThat(performance(900, 799).decide()).isEqualTo(hold(Reason.CANDIDATES_LAG));
  }

  @Test
  @DisplayName("S3: a lag that nobody knows is not within max-lag")
  void anUnknownLagIsTooMuch() {
    assertThat(performance().report(ReportBuilder.answer(Given.B)).decide())
        .isEqualTo(hold(Reason.CANDIDATES_LAG));
  }

  @Test
  @DisplayName("S3: the old primary's position is remembered when a later report has none")
  void aStoppedPrimaryStillHasItsPosition() {
    ViewBuilder view =
        performance()
            .reportAged(
                ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, 900)), Duration.ofSeconds(1))
            .report(
                ReportBuilder.standby(Given.A)
                    .status(PostgresStatus.STOPPED)
                    .at(WalPosition.NONE)
                    .sequence(2));
    assertThat(view.report(ReportBuilder.answer(Given.B).at(Given.at(Given.TL2, 799))).decide())
        .isEqualTo(hold(Reason.CANDIDATES_LAG));
    assertThat(
            granted(
                    view.report(
                            ReportBuilder.answer(Given.B).at(Given.at(Given.TL2, 800)).sequence(3))
                        .decide())
                .bytesPossiblyLost())
        .isEqualTo(100);
  }

  @Test
  @DisplayName("S3: a standby left on an older timeline lacks all that came after the fork")
  void anOlderTimelineLacksEverythingSince() {
    ViewBuilder behindTheFork =
        performance()
            .reportAged(
                ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, 900)), Duration.ofSeconds(1))
            .report(
                ReportBuilder.answer(Given.B)
                    .at(Given.at(new dev.regent.protocol.TimelineId(1), 850)));
    assertThat(behindTheFork.decide()).isEqualTo(hold(Reason.CANDIDATES_LAG));
  }

  private static ViewBuilder performance(long primary, long standby) {
    return performance()
        .reportAged(
            ReportBuilder.primary(Given.A).at(Given.at(Given.TL2, primary)), Duration.ofSeconds(9))
        .report(ReportBuilder.answer(Given.B).at(Given.at(Given.TL2, standby)));
  }

  private static ViewBuilder performance() {
    return ViewBuilder.in(Given.revoked())
        .mode(ProtectionMode.PERFORMANCE)
        .sync(SyncSet.ALONE)
        .asked(Duration.ofSeconds(2));
  }

  private static Command failover(boolean acceptDataLoss) {
    return new Command.Failover(Optional.of(Given.B), acceptDataLoss, "ann");
  }
}
