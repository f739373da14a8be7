package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.granted;
import static dev.regent.controller.role.Outcome.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.TimelineId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S5: a grant and a restart reserve a timeline above all reserved or reported")
class S5TimelineTest {

  @Test
  @DisplayName("S5: above all reserved, used or not")
  void aboveAllReserved() {
    assertThat(grantAfter(revoked().highest(new TimelineId(7)))).isEqualTo(new TimelineId(8));
  }

  @Test
  @DisplayName("S5: above all reported, however long ago")
  void aboveAllReported() {
    ViewBuilder view =
        revoked()
            .reportAged(
                ReportBuilder.standby(Given.A).at(Given.at(new TimelineId(9), 1)),
                Duration.ofDays(1));
    assertThat(grantAfter(view)).isEqualTo(new TimelineId(10));
  }

  @Test
  @DisplayName("S5: a restart in place reserves too")
  void aRestartReserves() {
    ViewBuilder view =
        ViewBuilder.in(Given.primary())
            .highest(new TimelineId(7))
            .report(ReportBuilder.primary(Given.A).status(PostgresStatus.STOPPED));
    assertThat(proposed(view.decide()))
        .isEqualTo(new LedgerEvent.RestartPlanned(new TimelineId(8)));
  }

  private static TimelineId grantAfter(ViewBuilder view) {
    return granted(view.report(ReportBuilder.answer(Given.B)).decide()).timeline();
  }

  private static ViewBuilder revoked() {
    return ViewBuilder.in(Given.revoked()).asked(Duration.ofSeconds(2));
  }
}
