package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.assertRevoked;
import static dev.regent.controller.role.Outcome.hold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R1: only a majority's silence, or the holder's own word, makes it suspect")
class R1SuspectTest {
  private static final long SUSPECT = Given.LEASE.suspectTime().toMillis();

  @Test
  @DisplayName("R1: a majority of voters that saw no renewal for the suspect time revokes")
  void aSilentMajorityRevokes() {
    ViewBuilder view = silentAt(ViewBuilder.in(Given.primary()), SUSPECT);
    assertRevoked(view.decide(), RevokeReason.SILENT);
  }

  @Test
  @DisplayName("R1: silence shorter than the suspect time is none")
  void aShortSilenceIsNone() {
    assertThat(silentAt(ViewBuilder.in(Given.primary()), SUSPECT - 1).decide())
        .isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("R1: a minority's silence revokes nobody (trace 17: one lagging witness)")
  void aMinorityIsNotEnough() {
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .slot(Given.W, ViewBuilder.silent(Given.T1, SUSPECT * 9, true))
            .slot(Given.A, ViewBuilder.renewed(Given.T1))
            .slot(Given.B, ViewBuilder.renewed(Given.T1));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("R1: that the leader hears nothing of the primary is not enough")
  void theLeadersOwnDeafnessIsNotEnough() {
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .reportAged(ReportBuilder.primary(Given.A), Duration.ofMinutes(1))
            .slot(Given.A, ViewBuilder.renewed(Given.T1))
            .slot(Given.B, ViewBuilder.renewed(Given.T1));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("R1, V3: a voter without an opinion does not count (trace 14: boot-wait skipped)")
  void aFreshlyBootedVoterHasNoOpinion() {
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .slot(Given.W, ViewBuilder.silent(Given.T1, SUSPECT, true))
            .slot(Given.B, ViewBuilder.silent(Given.T1, SUSPECT, false));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("R1: silence about another token says nothing of this one")
  void silenceIsAboutOneToken() {
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .slot(Given.W, ViewBuilder.silent(Given.T1, SUSPECT, true))
            .slot(Given.B, ViewBuilder.silent(Given.T2, SUSPECT, true));
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("R1: an opinion that was told long ago is none")
  void anOldOpinionIsNone() {
    Duration old = Given.TIMEOUT.plusMillis(1);
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .slotAged(Given.W, ViewBuilder.silent(Given.T1, SUSPECT, true), old)
            .slotAged(Given.B, ViewBuilder.silent(Given.T1, SUSPECT, true), old);
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
  }

  @Test
  @DisplayName("R1: an opinion from before the newest entry is none (a resumed holder's wait)")
  void anOpinionOfBeforeTheEntryIsNone() {
    SlotReport silent = ViewBuilder.silent(Given.T1, SUSPECT, true);
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .slot(Given.W, silent)
            .slotAt(Given.B, Given.revision(3, 16), silent);
    assertThat(view.decide()).isEqualTo(hold(Reason.STEADY));
    assertRevoked(view.slot(Given.B, silent).decide(), RevokeReason.SILENT);
  }

  @Test
  @DisplayName("R1: the primary's own agent says that PostgreSQL hangs")
  void theAgentsOwnWordCounts() {
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .report(ReportBuilder.primary(Given.A).status(PostgresStatus.UNRESPONSIVE))
            .report(ReportBuilder.standby(Given.B));
    assertRevoked(view.decide(), RevokeReason.POSTGRES_UNRESPONSIVE);
  }

  @Test
  @DisplayName("R1: a grantee and a stopping primary fall silent like any holder")
  void everyHolderIsWatched() {
    assertRevoked(
        ViewBuilder.in(Given.granted())
            .slot(Given.W, ViewBuilder.silent(Given.T2, SUSPECT, true))
            .slot(Given.A, ViewBuilder.silent(Given.T2, SUSPECT, true))
            .decide(),
        RevokeReason.SILENT);
    assertRevoked(
        silentAt(ViewBuilder.in(Given.switching()), SUSPECT).decide(), RevokeReason.SILENT);
  }

  private static ViewBuilder silentAt(ViewBuilder view, long millis) {
    return view.slot(Given.W, ViewBuilder.silent(Given.T1, millis, true))
        .slot(Given.B, ViewBuilder.silent(Given.T1, millis, true));
  }
}
