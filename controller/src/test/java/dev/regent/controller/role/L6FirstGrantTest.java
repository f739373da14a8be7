package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.granted;
import static dev.regent.controller.role.Outcome.hold;
import static dev.regent.controller.role.Outcome.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.TimelineId;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L6: the first grant needs reports of all data nodes and one system identifier")
class L6FirstGrantTest {

  @Test
  @DisplayName("L6: one data node that has not reported holds up the first grant")
  void everyDataNodeMustReport() {
    assertThat(ViewBuilder.vacant().report(ReportBuilder.standby(Given.A)).decide())
        .isEqualTo(hold(Reason.WAITING_FOR_ALL_DATA_NODES));
  }

  @Test
  @DisplayName("L6: a report that is not fresh is none")
  void anOldReportIsNone() {
    assertThat(
            ViewBuilder.vacant()
                .report(ReportBuilder.standby(Given.A))
                .reportAged(ReportBuilder.standby(Given.B), Given.LEASE.suspectTime().plusMillis(1))
                .decide())
        .isEqualTo(hold(Reason.WAITING_FOR_ALL_DATA_NODES));
  }

  @Test
  @DisplayName("L6, D2: two system identifiers are never replicated over each other")
  void oneSystemIdentifier() {
    assertThat(
            ViewBuilder.vacant()
                .report(ReportBuilder.standby(Given.A))
                .report(ReportBuilder.standby(Given.B).system(Given.FOREIGN))
                .decide())
        .isEqualTo(hold(Reason.SYSTEM_IDS_DIFFER));
  }

  @Test
  @DisplayName("L6: a data directory that is not consistent yet is waited for")
  void everyPositionMustBeExact() {
    assertThat(
            ViewBuilder.vacant()
                .report(ReportBuilder.standby(Given.A))
                .report(ReportBuilder.standby(Given.B).inconsistent())
                .decide())
        .isEqualTo(hold(Reason.WAITING_FOR_RECOVERY));
  }

  @Test
  @DisplayName("L6: the highest (timeline, LSN) is granted")
  void theHighestIsGranted() {
    var grant =
        granted(
            ViewBuilder.vacant()
                .report(ReportBuilder.standby(Given.A).at(Given.at(Given.TL2, 900)))
                .report(ReportBuilder.standby(Given.B).at(Given.at(Given.TL3, 100)))
                .decide());
    assertThat(grant.holder()).isEqualTo(Given.ON_B);
    assertThat(grant.reason()).isEqualTo(GrantReason.FIRST);
    assertThat(grant.timeline()).isEqualTo(new TimelineId(4));
  }

  @Test
  @DisplayName("L6: all directories empty: the first in order creates the database")
  void allEmptyIsBootstrapped() {
    assertThat(
            proposed(
                ViewBuilder.vacant()
                    .report(ReportBuilder.empty(Given.A))
                    .report(ReportBuilder.empty(Given.B))
                    .decide()))
        .isEqualTo(new LedgerEvent.BootstrapStarted(Given.A));
  }

  @Test
  @DisplayName("L6: an empty directory beside a full one is no database")
  void anEmptyOneDoesNotCount() {
    assertThat(
            granted(
                    ViewBuilder.vacant()
                        .report(ReportBuilder.empty(Given.A))
                        .report(ReportBuilder.standby(Given.B))
                        .decide())
                .holder())
        .isEqualTo(Given.ON_B);
  }

  @Test
  @DisplayName("L6: the bootstrapping node is granted when its database is there")
  void theBootstrappedNodeIsGranted() {
    Phase phase = new Phase.Bootstrapping(Given.A);
    assertThat(ViewBuilder.in(phase).report(ReportBuilder.standby(Given.B)).decide())
        .isEqualTo(hold(Reason.BOOTSTRAPPING));
    assertThat(
            ViewBuilder.in(phase)
                .report(ReportBuilder.standby(Given.A).status(PostgresStatus.STARTING))
                .decide())
        .isEqualTo(hold(Reason.BOOTSTRAPPING));
    assertThat(
            granted(ViewBuilder.in(phase).report(ReportBuilder.standby(Given.A)).decide()).holder())
        .isEqualTo(Given.ON_A);
  }
}
