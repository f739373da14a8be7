package dev.regent.controller.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S1: a standby confirms while it streams and its flush position moves")
class S1HealthTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration STALL = Duration.ofSeconds(4);
  private static final MonotonicTime LONG_AGO = MonotonicTime.ZERO;

  @Test
  @DisplayName("S1: of whom nothing is known, it is missing from now on")
  void anUnknownOneIsMissing() {
    assertThat(unknown().isConfirming()).isFalse();
    assertThat(unknown().missingSince()).contains(Given.NOW);
  }

  @Test
  @DisplayName("S1: without a walsender it is missing since the first look that showed none")
  void aMissingOneKeepsItsSince() {
    StandbyHealth missing = seen(unknown(), 500, 1_000);
    assertThat(missing.missingSince()).contains(Given.NOW);
    StandbyHealth lost = seen(streaming(unknown(), 400, 500, 1_000), 500, 2_000);
    assertThat(lost.missingSince()).contains(at(2_000));
    assertThat(lost.flushed()).isEqualTo(new Lsn(400));
    assertThat(lost.isConfirming()).isFalse();
  }

  @Test
  @DisplayName("S1: another standby's walsender, or one that does not stream, says nothing for it")
  void onlyItsOwnStreamCounts() {
    PostgresView.WalSender other =
        new PostgresView.WalSender(Given.C, "streaming", new Lsn(500), new Lsn(500));
    assertThat(unknown().seen(primary(500, other), Given.B, LONG_AGO, Given.NOW).isConfirming())
        .isFalse();
    PostgresView.WalSender catching =
        new PostgresView.WalSender(Given.B, "catchup", new Lsn(500), new Lsn(500));
    assertThat(unknown().seen(primary(500, catching), Given.B, LONG_AGO, Given.NOW).isConfirming())
        .isFalse();
  }

  @Test
  @DisplayName("S1: it streams again: it is missing no more")
  void itStreamsAgain() {
    StandbyHealth back = streaming(unknown(), 400, 500, 1_000);
    assertThat(back.isConfirming()).isTrue();
    assertThat(back.flushed()).isEqualTo(new Lsn(400));
    assertThat(back.target()).isEqualTo(new Lsn(500));
  }

  @Test
  @DisplayName(
      "S1: a position that stands still behind the primary's is stuck since the look before")
  void standingStillBehindIsStuck() {
    StandbyHealth moving = streaming(unknown(), 400, 500, 500);
    StandbyHealth stuck = streaming(moving, 400, 600, 1_000);
    assertThat(stuck.stuckSince()).contains(at(500));
    assertThat(stuck.isConfirming()).isFalse();
    StandbyHealth still = streaming(stuck, 400, 700, 2_000);
    assertThat(still.stuckSince()).contains(at(500));
    assertThat(still.target()).as("what it has to reach stays").isEqualTo(new Lsn(500));
  }

  @Test
  @DisplayName(
      "S1: what was seen of another primary before says nothing of how long it stands still")
  void aNewPrimaryBeginsItsOwnTime() {
    StandbyHealth before = streaming(unknown(), 400, 500, 0);
    StandbyHealth after = before.seen(primary(600, sender(400)), Given.B, at(5_000), at(5_500));
    assertThat(after.stuckSince()).contains(at(5_000));
  }

  @Test
  @DisplayName("S1: it streams again from where it broke off: not stuck for longer than that")
  void theTimeWithoutAWalsenderIsNotStandingStill() {
    StandbyHealth missing = seen(streaming(unknown(), 400, 500, 0), 500, 3_000);
    assertThat(streaming(missing, 400, 600, 3_500).stuckSince()).contains(at(3_000));
  }

  @Test
  @DisplayName("S1: stuck, and then without a walsender too: stuck for all that time")
  void aWalsenderThatGivesUpDoesNotBeginAnew() {
    StandbyHealth stuck = streaming(streaming(unknown(), 400, 500, 0), 400, 600, 1_000);
    StandbyHealth missing = seen(stuck, 600, 3_900);
    assertThat(missing.stuckSince()).contains(at(0));
    assertThat(seen(missing, 600, 3_999).isLost(GRACE, STALL, at(3_999))).isFalse();
    assertThat(seen(missing, 600, 4_000).isLost(GRACE, STALL, at(4_000))).isTrue();
  }

  @Test
  @DisplayName("S1: it moved, or it has all that it had to reach: it is not stuck")
  void movingOrIdleIsNotStuck() {
    StandbyHealth stuck = streaming(streaming(unknown(), 400, 500, 0), 400, 600, 1_000);
    StandbyHealth moved = streaming(stuck, 401, 700, 2_000);
    assertThat(moved.isConfirming()).isTrue();
    assertThat(moved.target()).isEqualTo(new Lsn(700));
    StandbyHealth idle = streaming(streaming(unknown(), 500, 500, 0), 500, 500, 1_000);
    assertThat(idle.isConfirming()).isTrue();
  }

  @Test
  @DisplayName("S1: lost at the end of the grace without a walsender, and of the stall when stuck")
  void lostAtTheEndOfTheGrace() {
    StandbyHealth missing = seen(unknown(), 500, 1_000);
    assertThat(missing.isLost(GRACE, STALL, at(4_999))).isFalse();
    assertThat(missing.isLost(GRACE, STALL, at(5_000))).isTrue();
    StandbyHealth moving = streaming(unknown(), 400, 500, 0);
    assertThat(streaming(moving, 400, 600, 3_999).isLost(GRACE, STALL, at(3_999))).isFalse();
    assertThat(streaming(moving, 400, 600, 4_000).isLost(GRACE, STALL, at(4_000))).isTrue();
  }

  @Test
  @DisplayName("S1, R1: what the last look at a primary showed does not grow old by itself")
  void aPrimaryThatDiedLosesNoStandby() {
    StandbyHealth stuck = streaming(streaming(unknown(), 400, 500, 0), 400, 600, 3_999);
    assertThat(stuck.isLost(GRACE, STALL, at(60_000))).isFalse();
    assertThat(unknown().isLost(GRACE, STALL, at(60_000))).as("one look is no proof").isFalse();
  }

  private static StandbyHealth unknown() {
    return StandbyHealth.unknown(Given.NOW);
  }

  private static StandbyHealth streaming(
      StandbyHealth before, long reached, long written, long millis) {
    return before.seen(primary(written, sender(reached)), Given.B, LONG_AGO, at(millis));
  }

  private static PostgresView.WalSender sender(long reached) {
    return new PostgresView.WalSender(Given.B, "streaming", new Lsn(reached), new Lsn(reached));
  }

  private static StandbyHealth seen(StandbyHealth before, long written, long millis) {
    return before.seen(primary(written), Given.B, LONG_AGO, at(millis));
  }

  private static PostgresView primary(long written, PostgresView.WalSender... senders) {
    return new PostgresView(
        PostgresStatus.PRIMARY,
        Optional.of(Given.SYSTEM),
        Given.at(Given.TL2, written),
        new Lsn(written),
        true,
        List.of(senders),
        Optional.empty());
  }

  private static MonotonicTime at(long millis) {
    return Given.NOW.plus(Duration.ofMillis(millis));
  }
}
