package dev.regent.controller.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
    "R2: what a voter was told last: the newest word counts, whatever the order of arrival")
class R2BoardTest {
  private static final Board KNOWN =
      Board.EMPTY.with(at(500).in(Given.next(Given.ON_A)).sequence(5).build(), Given.NOW);

  @Test
  @DisplayName("R2: a report that was overtaken, or came twice, changes nothing")
  void anOlderReportIsDropped() {
    assertThat(KNOWN.with(at(900).in(Given.next(Given.ON_A)).sequence(4).build(), Given.NOW))
        .isSameAs(KNOWN);
    assertThat(KNOWN.with(at(900).in(Given.next(Given.ON_A)).sequence(5).build(), Given.NOW))
        .isSameAs(KNOWN);
    assertThat(sequence(KNOWN.with(next(6), Given.NOW))).isEqualTo(6);
  }

  @Test
  @DisplayName("H3: a later session counts from its first report, an earlier one no more")
  void aLaterSessionWins() {
    assertThat(KNOWN.with(at(900).sequence(99).build(), Given.NOW)).isSameAs(KNOWN);
    Board later =
        KNOWN.with(at(900).in(Given.next(Given.next(Given.ON_A))).sequence(1).build(), Given.NOW);
    assertThat(sequence(later)).isEqualTo(1);
  }

  @Test
  @DisplayName("R1: a report is fresh for the suspect time, its last moment included")
  void aReportIsFreshForTheSuspectTime() {
    Duration suspect = Given.LEASE.suspectTime();
    assertThat(
            ViewBuilder.in(Given.primary())
                .reportAged(ReportBuilder.standby(Given.B), suspect)
                .build()
                .fresh(Given.B))
        .isPresent();
    assertThat(
            ViewBuilder.in(Given.primary())
                .reportAged(ReportBuilder.standby(Given.B), suspect.plusMillis(1))
                .build()
                .fresh(Given.B))
        .isEmpty();
  }

  @Test
  @DisplayName("H3: a report of another session is none of the one that is asked for")
  void aReportIsOfOneSession() {
    RoleView view = ViewBuilder.in(Given.primary()).report(ReportBuilder.standby(Given.B)).build();
    assertThat(view.fresh(Given.ON_B)).isPresent();
    assertThat(view.fresh(Given.next(Given.ON_B))).isEmpty();
  }

  @Test
  @DisplayName("R2: a new leader forgets slots and nothing else")
  void onlySlotsAreForgotten() {
    Message.Hello hello =
        new Message.Hello(Given.voter(Given.B).incarnation(), 0, "hash", "m", Optional.empty());
    Board full =
        KNOWN
            .with(Given.B, hello, Given.NOW)
            .with(
                new Board.ToldSlot(Given.voter(Given.B), Given.REVISION, ViewBuilder.free()),
                Given.NOW);
    assertThat(full.slot(Given.B)).isPresent();
    Board without = full.withoutSlots();
    assertThat(without.slots()).isEmpty();
    assertThat(without.reports()).isEqualTo(full.reports());
    assertThat(without.hellos()).isEqualTo(full.hellos()).containsKey(Given.B);
    assertThat(without.position(Given.A)).contains(Given.at(Given.TL2, 500));
  }

  private static NodeReport next(long sequence) {
    return at(900).in(Given.next(Given.ON_A)).sequence(sequence).build();
  }

  private static long sequence(Board board) {
    return board.report(Given.A).orElseThrow().what().sequence();
  }

  private static ReportBuilder at(long lsn) {
    return ReportBuilder.standby(Given.A).at(Given.at(Given.TL2, lsn));
  }
}
