package dev.regent.controller.role;

import static dev.regent.controller.role.Outcome.hold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R2: whoever takes over waits from what its own voters report")
class R2WaitTest {

  @Test
  @DisplayName("R2: the wait ends when a majority reported a free slot")
  void aMajorityOfFreeSlotsEndsTheWait() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .slot(Given.W, ViewBuilder.free())
            .slot(Given.B, ViewBuilder.free());
    assertThat(view.decide()).isEqualTo(new RoleDecision.AskReports());
  }

  @Test
  @DisplayName("R2: one free slot is no majority")
  void oneFreeSlotIsNotEnough() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .slot(Given.W, ViewBuilder.free())
            .slot(Given.B, ViewBuilder.renewed(Given.T1));
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_SLOTS));
  }

  @Test
  @DisplayName("R2: slots told before the newest commit do not count")
  void slotsOfBeforeTheTakeOverDoNotCount() {
    Tenure tookOverJustNow = Tenure.since(Given.NOW);
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .slotAged(Given.W, ViewBuilder.free(), Duration.ofMillis(1))
            .slotAged(Given.B, ViewBuilder.free(), Duration.ofMillis(1))
            .tenure(tookOverJustNow);
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_SLOTS));
  }

  @Test
  @DisplayName("V2, V4: a slot is not free yet while its voter may still renew the old token")
  void aLaggingVotersFreeSlotDoesNotCount() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .slot(Given.W, ViewBuilder.free())
            .slotAt(Given.B, Given.revision(3, 16), ViewBuilder.free());
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_SLOTS));
    assertThat(view.slotAt(Given.B, Given.revision(3, 18), ViewBuilder.free()).decide())
        .isEqualTo(new RoleDecision.AskReports());
  }

  @Test
  @DisplayName("V2, V4: a higher entry of another term is no proof that the revocation is known")
  void anotherTermsEntryIsNoProof() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .slot(Given.W, ViewBuilder.free())
            .slotAt(Given.B, Given.revision(4, 17), ViewBuilder.free());
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_SLOTS));
  }

  @Test
  @DisplayName(
      "V3: the slot of a lost journal's successor is not the slot of the voter it replaces")
  void aLearnersSlotDoesNotCount() {
    ViewBuilder view =
        ViewBuilder.in(Given.revoked())
            .slot(Given.W, ViewBuilder.free())
            .slotOf(Given.successor(Given.B), Given.REVISION, ViewBuilder.free(), Duration.ZERO);
    assertThat(view.decide()).isEqualTo(hold(Reason.WAITING_FOR_SLOTS));
  }

  @Test
  @DisplayName("R2: a new leader forgets the slots that were told to it before")
  void aNewLeaderForgetsSlots() {
    Board board =
        Board.EMPTY.with(
            new Board.ToldSlot(Given.voter(Given.B), Given.REVISION, ViewBuilder.free()),
            Given.NOW);
    assertThat(board.withoutSlots().slot(Given.B)).isEmpty();
  }

  @Test
  @DisplayName("R2: any commit ends the round of reports, so it is asked anew under its revision")
  void aCommitEndsTheRoundOfReports() {
    Tenure asked =
        Tenure.since(MonotonicTime.ZERO)
            .asking(new Tenure.ReportRound(1, Given.REVISION, Given.NOW));
    Entry elected =
        new Entry(
            Given.revision(4, 18),
            Given.REVISION,
            new LedgerEvent.LeaderElected(Given.B),
            Given.state(Given.revoked()),
            Given.WALL);
    assertThat(asked.committing(elected, Given.NOW).round()).isEmpty();
  }

  @Test
  @DisplayName("V1: confirmed STONITH needs no wait for slots")
  void aFencedHolderIsNotWaitedFor() {
    assertThat(ViewBuilder.in(Given.fenced()).decide()).isEqualTo(new RoleDecision.AskReports());
  }

  @Test
  @DisplayName("R2: the wait is the same in every mode")
  void everyModeWaits() {
    for (ProtectionMode mode : ProtectionMode.values()) {
      assertThat(ViewBuilder.in(Given.revoked()).mode(mode).decide())
          .isEqualTo(hold(Reason.WAITING_FOR_SLOTS));
    }
  }
}
