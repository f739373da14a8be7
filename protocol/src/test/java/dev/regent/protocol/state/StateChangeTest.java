package dev.regent.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.protocol.FormationId;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.Term;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.event.SyncReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R4, S5, V1, L7: which event may follow which state, and what it leaves")
class StateChangeTest {
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");
  private static final Session SESSION = new Session(A, 1, 1);
  private static final Revision NOW = new Revision(new Term(3), 9);
  private static final Token T1 = new Token(new Revision(new Term(2), 1));
  private static final Token T2 = new Token(new Revision(new Term(2), 2));
  private static final SystemId SYSTEM = new SystemId("7");
  private static final TimelineId TL2 = new TimelineId(2);
  private static final TimelineId TL3 = new TimelineId(3);
  private static final Phase PRIMARY = new Phase.Primary(T1, SESSION, TL2);
  private static final List<Phase> PHASES =
      List.of(
          new Phase.Vacant(),
          new Phase.Bootstrapping(A),
          new Phase.Granted(T1, SESSION, TL2, false, Optional.empty()),
          new Phase.Primary(T1, SESSION, TL2),
          new Phase.SwitchingOver(T1, SESSION, TL2, A, false),
          revoked(false),
          new Phase.Paused(Optional.of(A)),
          new Phase.Resuming(T1, SESSION));

  @Test
  @DisplayName("R4: nobody is granted while a token is leasable")
  void aGrantFollowsTheEndOfTheLast() {
    for (Phase phase : PHASES) {
      assertThat(follows(phase, grant(TL3))).isEqualTo(phase.leasable().isEmpty());
    }
  }

  @Test
  @DisplayName("S5: a grant and a restart reserve a timeline above all (trace 22)")
  void aTimelineIsReservedOnce() {
    assertThat(follows(revoked(false), grant(TL2))).isFalse();
    assertThat(after(revoked(false), grant(TL3)).highestTimeline()).isEqualTo(TL3);
    Phase primary = new Phase.Primary(T1, SESSION, TL2);
    assertThat(follows(primary, new LedgerEvent.RestartPlanned(TL2))).isFalse();
    assertThat(after(primary, new LedgerEvent.RestartPlanned(TL3)).highestTimeline())
        .isEqualTo(TL3);
  }

  @Test
  @DisplayName("S5: a promotion is the granted one, its token and its timeline")
  void onlyTheGrantedPromotionFollows() {
    Phase granted = PHASES.get(2);
    assertThat(follows(granted, promoted(T1, TL2))).isTrue();
    assertThat(follows(granted, promoted(T1, TL3))).isFalse();
    assertThat(follows(granted, promoted(T2, TL2))).isFalse();
    assertThat(PHASES.stream().filter(phase -> follows(phase, promoted(T1, TL2)))).hasSize(1);
  }

  @Test
  @DisplayName("V6: only the current token is revoked, and then none is leasable")
  void onlyTheCurrentTokenIsRevoked() {
    for (Phase phase : PHASES) {
      assertThat(follows(phase, revoke(T2))).isFalse();
      if (follows(phase, revoke(T1))) {
        assertThat(after(phase, revoke(T1)).phase().leasable()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("V1: a fenced token is kept by the next grant, whose slots need no wait")
  void theGrantKeepsTheFencedToken() {
    assertThat(fencedBy(revoked(true))).contains(T1);
    assertThat(fencedBy(revoked(false))).isEmpty();
    assertThat(follows(revoked(false), new LedgerEvent.PrimaryFenced(T2, "ann"))).isFalse();
  }

  @Test
  @DisplayName("R5: a restart in place keeps token, holder and S")
  void aRestartKeepsTheToken() {
    DatabaseState restarted =
        after(new Phase.Primary(T1, SESSION, TL2), new LedgerEvent.RestartPlanned(TL3));
    assertThat(restarted.phase())
        .isEqualTo(new Phase.Granted(T1, SESSION, TL3, true, Optional.empty()));
    assertThat(restarted.sync()).isEqualTo(state(restarted.phase()).sync());
  }

  @Test
  @DisplayName("L7: a replaced voter makes a set of its own revision, of the same nodes")
  void aReplacementIsANewSet() {
    Voter next = new Voter(A, new Incarnation(9), "m");
    DatabaseState replaced = after(PHASES.getFirst(), new LedgerEvent.VoterReplaced(next));
    assertThat(replaced.voters().since()).isEqualTo(NOW);
    assertThat(replaced.voters().names(next)).isTrue();
    assertThat(replaced.voters().nodes()).containsExactly(A);
  }

  @Test
  @DisplayName("L6: a database is created once, before anything is granted")
  void aDatabaseIsCreatedOnce() {
    for (Phase phase : PHASES) {
      assertThat(follows(phase, new LedgerEvent.BootstrapStarted(A)))
          .isEqualTo(phase instanceof Phase.Vacant);
    }
  }

  @Test
  @DisplayName("H6: a serving or a resuming primary is paused, nothing else")
  void onlyAPrimaryIsPaused() {
    for (Phase phase : PHASES) {
      assertThat(follows(phase, new LedgerEvent.Paused("ann")))
          .isEqualTo(phase instanceof Phase.Primary || phase instanceof Phase.Resuming);
    }
  }

  @Test
  @DisplayName("S1: S changes, and its change is planned, under a serving primary only")
  void theSyncSetChangesUnderAPrimary() {
    for (Phase phase : PHASES) {
      boolean serving = phase instanceof Phase.Primary;
      assertThat(follows(phase, planned(2, B, C))).isEqualTo(serving);
      assertThat(follows(phase, changed(1, B, C))).isEqualTo(serving);
    }
  }

  @Test
  @DisplayName(
      "S1: PostgreSQL never runs a rule under which the ledger's promise may fail (trace 1)")
  void aPlannedRuleKeepsTheOldPromise() {
    assertThat(follows(PRIMARY, planned(1, B, C))).isFalse();
    LedgerEvent otherRule = new LedgerEvent.SyncPlanned(sync(2, B, C).rule(), sync(1, B));
    assertThat(follows(PRIMARY, otherRule)).isFalse();
    assertThat(follows(PRIMARY, planned(2, A, B))).as("the primary itself").isFalse();
    DatabaseState planned = after(PRIMARY, planned(2, B, C));
    assertThat(refused(planned, planned(2, B, C))).as("one at a time").isTrue();
    assertThat(refused(planned, changed(2, B, C))).as("its completion").isFalse();
  }

  @Test
  @DisplayName("S1: the ledger promises no more than the rule in force keeps")
  void aNewPromiseIsKeptByTheRuleInForce() {
    assertThat(follows(PRIMARY, changed(1, B, C))).as("a member joins first").isTrue();
    assertThat(follows(PRIMARY, changed(2, B, C))).as("k rises before PostgreSQL").isFalse();
    assertThat(follows(PRIMARY, changed(1, C))).as("b confirms alone").isFalse();
    assertThat(follows(PRIMARY, changed(1, A, B))).as("the primary itself").isFalse();
    assertThat(follows(PRIMARY, changed(0))).as("alone promises nothing").isTrue();
  }

  private static SyncSet sync(int confirmations, NodeId... members) {
    return new SyncSet(List.of(members), confirmations);
  }

  private static LedgerEvent planned(int confirmations, NodeId... members) {
    SyncSet target = sync(confirmations, members);
    return new LedgerEvent.SyncPlanned(target.rule(), target);
  }

  private static LedgerEvent changed(int confirmations, NodeId... members) {
    return new LedgerEvent.SyncSetChanged(sync(confirmations, members), SyncReason.JOINED);
  }

  private static boolean refused(DatabaseState state, LedgerEvent event) {
    try {
      StateChange.apply(state, NOW, event);
      return false;
    } catch (Invariants.InvariantViolation violation) {
      return true;
    }
  }

  @Test
  @DisplayName("R4: genesis follows nothing")
  void genesisFollowsNothing() {
    LedgerEvent genesis = new LedgerEvent.Genesis(new FormationId("f"), List.of());
    assertThatThrownBy(() -> after(PHASES.getFirst(), genesis))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Optional<Token> fencedBy(Phase before) {
    return ((Phase.Granted) after(before, grant(TL3)).phase()).fenced();
  }

  private static Phase.Revoked revoked(boolean fenced) {
    return new Phase.Revoked(T1, SESSION, RevokeReason.SILENT, Optional.empty(), fenced, false);
  }

  private static LedgerEvent grant(TimelineId timeline) {
    return new LedgerEvent.PrimaryGranted(
        SESSION, SYSTEM, timeline, GrantReason.FIRST, List.of(), 0);
  }

  private static LedgerEvent promoted(Token token, TimelineId timeline) {
    return new LedgerEvent.Promoted(token, timeline, Lsn.ZERO, SyncSet.ALONE);
  }

  private static LedgerEvent revoke(Token token) {
    return new LedgerEvent.PrimaryRevoked(token, RevokeReason.SILENT, Optional.empty(), false);
  }

  private static boolean follows(Phase phase, LedgerEvent event) {
    return !refused(state(phase), event);
  }

  private static DatabaseState after(Phase phase, LedgerEvent event) {
    return StateChange.apply(state(phase), NOW, event);
  }

  private static DatabaseState state(Phase phase) {
    return new DatabaseState(
        new FormationId("f"),
        new VoterSet(NOW, List.of(new Voter(A, new Incarnation(1), "m"))),
        ProtectionMode.AVAILABILITY,
        Optional.of(SYSTEM),
        phase,
        new SyncSet(List.of(new NodeId("b")), 1),
        Optional.empty(),
        Optional.empty(),
        TL2,
        Optional.empty());
  }
}
