package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.Given;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Round;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("V2, V3, V4: a voter's slot over its life")
class V3OpinionTest {
  private static final Duration TTL = Given.LEASE.ttl();
  private static final Message REQUEST =
      new Message.LeaseRequest(Given.T1, Given.ON_A, new Round(1));

  @Test
  @DisplayName("V3: after a restart the slot is taken for one maximum TTL (trace 14)")
  void aRestartedVoterGivesNothingForOneTtl() {
    Cell cell = restarted();
    cell.now = cell.now.plus(TTL).minus(Duration.ofNanos(1));
    assertThat(asked(cell)).isInstanceOf(Message.LeaseRefused.class);
    cell.now = cell.now.plus(Duration.ofNanos(1));
    assertThat(asked(cell)).isInstanceOf(Message.LeaseAck.class);
  }

  @Test
  @DisplayName("V3: for that time plus the suspect time it has no opinion about who is silent")
  void aRestartedVoterHasNoOpinion() {
    Cell cell = restarted();
    cell.now = cell.now.plus(TTL).plus(Given.LEASE.suspectTime()).minus(Duration.ofNanos(1));
    assertThat(slot(cell).opinion()).isFalse();
    cell.now = cell.now.plus(Duration.ofNanos(1));
    assertThat(slot(cell).opinion()).isTrue();
  }

  @Test
  @DisplayName("V1, V3: the formation's maximum TTL counts, whatever this node's file says by now")
  void theFormationsTtlCounts() {
    Duration longer = TTL.multipliedBy(3);
    Cell cell = restarted(Optional.of(longer));
    cell.now = cell.now.plus(longer).minus(Duration.ofNanos(1));
    assertThat(asked(cell)).isInstanceOf(Message.LeaseRefused.class);
    cell.now = cell.now.plus(Duration.ofNanos(1));
    assertThat(asked(cell)).isInstanceOf(Message.LeaseAck.class);
    assertThat(slot(cell).remainingMillis()).isEqualTo(longer.toMillis());
    assertThat(slot(cell).opinion()).isFalse();
    cell.now = cell.now.plus(Given.LEASE.suspectTime());
    assertThat(slot(cell).opinion()).isTrue();
  }

  @Test
  @DisplayName("V3: a learner that is admitted waits for the formation's maximum TTL")
  void aLearnerWaitsForTheFormationsTtl() {
    Duration longer = TTL.multipliedBy(3);
    Cell cell = restarted();
    Replica named = successorOfB(Given.revoked(), Optional.of(longer));
    cell.start(Given.B, named, named.incarnation().orElseThrow());
    assertThat(told(cell, Given.REVISION).remainingMillis()).isEqualTo(longer.toMillis());
  }

  @Test
  @DisplayName("R1: a renewal ends the silence, and the token that the state names is watched")
  void aRenewalEndsTheSilence() {
    Cell cell = restarted();
    cell.now = cell.now.plus(TTL);
    assertThat(slot(cell).silentMillis()).isEqualTo(TTL.toMillis());
    asked(cell);
    assertThat(slot(cell).silentMillis()).isZero();
    assertThat(slot(cell).watched()).contains(Given.T1);
  }

  @Test
  @DisplayName("L7: an ack carries the voter and the revision of its voter set")
  void anAckCarriesTheVoterSet() {
    Cell cell = restarted();
    cell.now = cell.now.plus(TTL);
    Message.LeaseAck ack = (Message.LeaseAck) asked(cell);
    assertThat(ack.voter().isSame(Given.voter(Given.B))).isTrue();
    assertThat(ack.votersSince()).isEqualTo(Given.revision(0, 1));
  }

  @Test
  @DisplayName("V4: a Release empties the slot and is acked")
  void aReleaseEmptiesTheSlot() {
    Cell cell = restarted();
    cell.now = cell.now.plus(TTL);
    asked(cell);
    cell.tell(Given.A, Given.B, new Message.Release(Given.T1, Given.ON_A, new Round(2)));
    assertThat(cell.of(Given.B).slot()).isEqualTo(new LeaseSlot.Empty());
  }

  @Test
  @DisplayName("V2: a voter that the accepted state does not name gives nothing")
  void aStrangerGivesNothing() {
    Cell cell = restarted();
    Replica lost =
        new Replica(
            Given.B,
            Optional.of(Given.successor(Given.B).incarnation()),
            new Term(3),
            Optional.empty(),
            cell.of(Given.B).replica().accepted(),
            Optional.empty(),
            true);
    cell.start(Given.B, lost, Given.successor(Given.B).incarnation());
    cell.now = cell.now.plus(TTL);
    assertThat(asked(cell)).isInstanceOf(Message.LeaseRefused.class);
  }

  @Test
  @DisplayName("V3: a learner's slot is not free, though the committed state names it already")
  void aLearnersSlotIsNotFree() {
    Cell cell = restarted();
    Replica named = successorOfB(Given.revoked());
    cell.start(Given.B, named, named.incarnation().orElseThrow());
    assertThat(told(cell, Given.revision(3, 16)).free()).as("not admitted yet").isFalse();
    assertThat(told(cell, Given.REVISION).free()).as("admitted just now").isFalse();
    cell.now = cell.now.plus(TTL);
    assertThat(told(cell, Given.REVISION).free()).isTrue();
  }

  @Test
  @DisplayName("V2: a leader keeps a voter's word on its slot with what the voter had accepted")
  void aSlotIsKeptWithWhatWasAccepted() {
    Cell cell = Cell.formed();
    Term term = cell.leading(Given.W).term();
    SlotReport free = new SlotReport(Optional.empty(), true, 0, Optional.empty(), 0, true);
    cell.tell(
        Given.B,
        Given.W,
        new Message.BeatReply(term, 0, Given.voter(Given.B), Given.REVISION, free));
    assertThat(cell.of(Given.W).board().slot(Given.B).orElseThrow().what())
        .isEqualTo(new Board.ToldSlot(Given.voter(Given.B), Given.REVISION, free));
    cell.tell(
        Given.B, Given.W, new Message.Promise(term, Given.voter(Given.B), Optional.empty(), free));
    assertThat(cell.of(Given.W).board().slot(Given.B).orElseThrow().what().accepted())
        .isEqualTo(Revision.NONE);
  }

  private static Message asked(Cell cell) {
    VoterStep step = cell.tell(Given.A, Given.B, REQUEST);
    assertThat(step.persist()).isEmpty();
    return Cell.sent(step).getFirst();
  }

  private static SlotReport slot(Cell cell) {
    return told(cell, Given.REVISION);
  }

  private static SlotReport told(Cell cell, Revision committed) {
    VoterStep step = cell.tell(Given.W, Given.B, new Message.Beat(new Term(3), committed, 1));
    return Cell.sent(step).stream()
        .filter(Message.BeatReply.class::isInstance)
        .map(message -> ((Message.BeatReply) message).slot())
        .findFirst()
        .orElseThrow();
  }

  /** Its journal was lost, and what it accepted since names it; it has not heard that it votes. */
  private static Replica successorOfB(Phase phase) {
    return successorOfB(phase, Optional.empty());
  }

  private static Replica successorOfB(Phase phase, Optional<Duration> ttl) {
    DatabaseState base = Given.state(phase);
    Voter successor = Given.successor(Given.B);
    DatabaseState state =
        new DatabaseState(
            base.formation(),
            base.voters().replaced(successor, Given.revision(3, 16)),
            base.mode(),
            base.systemId(),
            base.phase(),
            base.sync(),
            base.plan(),
            base.lastPromoted(),
            base.highestTimeline(),
            ttl);
    return new Replica(
        Given.B,
        Optional.of(successor.incarnation()),
        new Term(3),
        Optional.of(Given.W),
        Optional.of(
            new Entry(
                Given.REVISION,
                Given.revision(3, 16),
                new LedgerEvent.VoterReplaced(successor),
                state,
                Given.WALL)),
        Optional.empty(),
        false);
  }

  /** Voters that just restarted and had accepted that a is the primary under T1. */
  private static Cell restarted() {
    return restarted(Optional.empty());
  }

  private static Cell restarted(Optional<Duration> ttl) {
    Cell cell = new Cell();
    cell.cut(envelope -> true);
    for (NodeId node : Cell.ORDER) {
      Replica kept = journal(node, Given.lasting(Given.state(Given.primary()), ttl));
      cell.start(node, kept, Given.voter(node).incarnation());
    }
    return cell;
  }

  static Replica journal(NodeId node, Phase phase) {
    return journal(node, Given.state(phase));
  }

  private static Replica journal(NodeId node, DatabaseState state) {
    return new Replica(
        node,
        Optional.of(Given.voter(node).incarnation()),
        new Term(3),
        Optional.of(Given.W),
        Optional.of(
            new Entry(
                Given.REVISION,
                Given.revision(3, 16),
                new LedgerEvent.LeaderElected(Given.W),
                state,
                Given.WALL)),
        Optional.empty(),
        true);
  }
}
