package dev.regent.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Round;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("V1 to V4, V6: when a voter gives, renews and takes back its slot")
class V1SlotTest {
  private static final Duration TTL = Given.LEASE.ttl();
  private static final MonotonicTime LATER = Given.NOW.plus(Duration.ofSeconds(1));
  private static final LeaseSlot HELD_BY_T1 = new LeaseSlot.Held(Given.T1, Given.ON_A, LATER);
  private static final LeaseSlot.Held GIVEN_T2 =
      new LeaseSlot.Held(Given.T2, Given.ON_B, Given.NOW.plus(TTL));
  private static final DatabaseState GRANTED_T2 = Given.state(Given.granted());

  @Test
  @DisplayName("V1: an empty slot is given for one TTL")
  void anEmptySlotIsGiven() {
    assertThat(request(new LeaseSlot.Empty(), GRANTED_T2, Given.T2, Given.ON_B))
        .isEqualTo(new LeaseRules.Verdict.Given(GIVEN_T2));
  }

  @Test
  @DisplayName("V1: another token's slot is not given before it ran out")
  void anotherTokensSlotIsNotGiven() {
    assertThat(request(HELD_BY_T1, GRANTED_T2, Given.T2, Given.ON_B))
        .isEqualTo(refused(LeaseRules.Refusal.SLOT_TAKEN));
    LeaseSlot expired = new LeaseSlot.Held(Given.T1, Given.ON_A, Given.NOW);
    assertThat(request(expired, GRANTED_T2, Given.T2, Given.ON_B))
        .isEqualTo(new LeaseRules.Verdict.Given(GIVEN_T2));
  }

  @Test
  @DisplayName("V1: the token that holds the slot renews it")
  void theHolderRenews() {
    LeaseSlot own = new LeaseSlot.Held(Given.T2, Given.ON_B, LATER);
    assertThat(request(own, GRANTED_T2, Given.T2, Given.ON_B))
        .isEqualTo(new LeaseRules.Verdict.Given(GIVEN_T2));
  }

  @Test
  @DisplayName("V1: a slot of the token that STONITH confirmed off is given at once")
  void aFencedTokensSlotIsGiven() {
    Phase fenced = new Phase.Granted(Given.T2, Given.ON_B, Given.TL3, false, Optional.of(Given.T1));
    assertThat(request(HELD_BY_T1, Given.state(fenced), Given.T2, Given.ON_B))
        .isEqualTo(new LeaseRules.Verdict.Given(GIVEN_T2));
    LeaseSlot unknown = new LeaseSlot.Unknown(LATER);
    assertThat(request(unknown, Given.state(fenced), Given.T2, Given.ON_B))
        .isEqualTo(refused(LeaseRules.Refusal.SLOT_TAKEN));
  }

  @Test
  @DisplayName("V2: only the token, node and session that the accepted state names as granted")
  void onlyWhomTheStateNames() {
    LeaseSlot empty = new LeaseSlot.Empty();
    assertThat(request(empty, GRANTED_T2, Given.T1, Given.ON_B))
        .isEqualTo(refused(LeaseRules.Refusal.NOT_GRANTED));
    assertThat(request(empty, GRANTED_T2, Given.T2, Given.ON_A))
        .isEqualTo(refused(LeaseRules.Refusal.NOT_GRANTED));
    assertThat(request(empty, GRANTED_T2, Given.T2, Given.next(Given.ON_B)))
        .isEqualTo(refused(LeaseRules.Refusal.NOT_GRANTED));
  }

  @Test
  @DisplayName("V2: a state without a granted token gives to nobody")
  void whereNothingIsGrantedNothingIsGiven() {
    for (Phase phase : Given.phases()) {
      boolean given =
          request(new LeaseSlot.Empty(), Given.state(phase), Given.T1, Given.ON_A)
              instanceof LeaseRules.Verdict.Given;
      assertThat(given).isEqualTo(phase.leasable().equals(Optional.of(Given.T1)));
    }
  }

  @Test
  @DisplayName("V2, V6: whoever is no voter of the voter set neither gives nor renews")
  void whoeverDoesNotVoteGivesNothing() {
    assertThat(
            LeaseRules.request(HELD_BY_T1, asking(Given.T1, Given.ON_A), Optional.empty(), clock()))
        .isEqualTo(refused(LeaseRules.Refusal.NOT_A_VOTER));
  }

  @Test
  @DisplayName("V3: after a restart the slot is taken by an unknown token for one maximum TTL")
  void afterARestartTheSlotIsTaken() {
    LeaseSlot unknown = LeaseSlot.afterRestart(Given.NOW, TTL);
    assertThat(request(unknown, GRANTED_T2, Given.T2, Given.ON_B))
        .isEqualTo(refused(LeaseRules.Refusal.SLOT_TAKEN));
    assertThat(unknown.isFree(Given.NOW.plus(TTL).minus(Duration.ofNanos(1)))).isFalse();
    assertThat(unknown.isFree(Given.NOW.plus(TTL))).isTrue();
  }

  @Test
  @DisplayName("V4: the holder's session, or a later one of its node, gives the slot back")
  void theHolderReleases() {
    assertThat(release(HELD_BY_T1, Given.T1, Given.ON_A)).isEqualTo(new LeaseSlot.Empty());
    assertThat(release(HELD_BY_T1, Given.T1, Given.next(Given.ON_A)))
        .isEqualTo(new LeaseSlot.Empty());
  }

  @Test
  @DisplayName("V4: nobody else's Release, and no Release of another token, frees a slot (trace 3)")
  void nobodyElseReleases() {
    assertThat(release(HELD_BY_T1, Given.T2, Given.ON_A)).isEqualTo(HELD_BY_T1);
    assertThat(release(HELD_BY_T1, Given.T1, Given.ON_B)).isEqualTo(HELD_BY_T1);
    assertThat(release(HELD_BY_T1, Given.T1, new Session(Given.A, 3, 1))).isEqualTo(HELD_BY_T1);
    LeaseSlot unknown = new LeaseSlot.Unknown(LATER);
    assertThat(release(unknown, Given.T1, Given.ON_A)).isEqualTo(unknown);
  }

  @Test
  @DisplayName("V6: a revoked state stops renewals and shortens nothing")
  void aRevocationStopsRenewals() {
    assertThat(request(HELD_BY_T1, Given.state(Given.revoked()), Given.T1, Given.ON_A))
        .isEqualTo(refused(LeaseRules.Refusal.NOT_GRANTED));
    assertThat(HELD_BY_T1.isFree(LATER.minus(Duration.ofNanos(1)))).isFalse();
  }

  @Test
  @DisplayName("R2: a slot tells how long it is taken, and nothing once it is free")
  void aSlotTellsHowLongItIsTaken() {
    assertThat(HELD_BY_T1.remaining(Given.NOW)).isEqualTo(Duration.ofSeconds(1));
    assertThat(new LeaseSlot.Unknown(LATER).remaining(Given.NOW)).isEqualTo(Duration.ofSeconds(1));
    assertThat(HELD_BY_T1.remaining(LATER)).isZero();
    assertThat(HELD_BY_T1.remaining(LATER.plus(TTL))).isZero();
    assertThat(new LeaseSlot.Empty().remaining(Given.NOW)).isZero();
  }

  private static LeaseRules.Verdict request(
      LeaseSlot slot, DatabaseState state, Token token, Session session) {
    return LeaseRules.request(slot, asking(token, session), Optional.of(state), clock());
  }

  private static Message.LeaseRequest asking(Token token, Session session) {
    return new Message.LeaseRequest(token, session, new Round(1));
  }

  private static LeaseSlot release(LeaseSlot slot, Token token, Session session) {
    return LeaseRules.release(slot, new Message.Release(token, session, new Round(1)));
  }

  private static LeaseRules.Clock clock() {
    return new LeaseRules.Clock(Given.NOW, TTL);
  }

  private static LeaseRules.Verdict refused(LeaseRules.Refusal why) {
    return new LeaseRules.Verdict.Refused(why);
  }
}
