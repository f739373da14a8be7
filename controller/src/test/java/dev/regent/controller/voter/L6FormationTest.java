package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Genesis;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Given;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.DatabaseState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L6: formation, and how a lost journal votes again")
class L6FormationTest {
  private static final List<Voter> VECTOR =
      List.of(Given.voter(Given.W), Given.voter(Given.A), Given.voter(Given.B));
  private static final List<Voter> OTHER =
      List.of(Given.voter(Given.W), Given.voter(Given.A), Given.successor(Given.B));

  @Test
  @DisplayName("L6: all three form the same formation")
  void allFormTheSame() {
    Cell cell = Cell.formed();
    assertThat(
            cell.voters.values().stream()
                .map(voter -> voter.replica().state().map(DatabaseState::formation))
                .distinct())
        .hasSize(1);
  }

  @Test
  @DisplayName("L6: without a durable confirmation of every voter nothing forms")
  void everyVoterMustConfirm() {
    Cell cell = Cell.blank();
    cell.cut(envelope ->
        envelope.from().equals(Given.B) && envelope.message() instanceof Message.VectorConfirmed);
    cell.run(Duration.ofSeconds(20));
    assertThat(cell.voters.values()).noneMatch(voter -> voter.replica().isFormed());
  }

  @Test
  @DisplayName(
      "L6: a confirmation of another vector does not count, whatever its exchange (trace 23)")
  void aConfirmationOfAnotherVectorIsNone() {
    Cell cell = Cell.blank();
    cell.cut(envelope ->
        !(envelope.message() instanceof Message.Hello) && !envelope.from().equals(envelope.to()));
    cell.run(Duration.ofSeconds(1));
    long exchange = cell.of(Given.W).formation().orElseThrow().number();
    for (NodeId node : Cell.ORDER) {
      cell.tell(node, Given.W, new Message.VectorConfirmed(exchange, OTHER, Given.voter(node)));
    }
    assertThat(cell.of(Given.W).replica().isFormed()).isFalse();
  }

  @Test
  @DisplayName("L6: after confirming a vector a voter refuses every older exchange")
  void anOlderExchangeIsRefused() {
    Cell cell = Cell.blank();
    assertThat(confirmed(cell, 5, VECTOR)).hasSize(1);
    assertThat(confirmed(cell, 4, VECTOR)).isEmpty();
    assertThat(confirmed(cell, 5, List.of(Given.voter(Given.A)))).isEmpty();
    assertThat(confirmed(cell, 5, VECTOR)).hasSize(1);
    assertThat(confirmed(cell, 6, OTHER)).hasSize(1);
  }

  @Test
  @DisplayName("L6: a vector that does not name this journal is not confirmed")
  void aVectorWithoutThisJournalIsRefused() {
    Cell cell = Cell.blank();
    cell.cut(envelope -> true);
    var step = cell.tell(Given.W, Given.B, new Message.ConfirmVector(5, OTHER));
    assertThat(step.persist()).isEmpty();
    assertThat(Cell.sent(step)).isEmpty();
  }

  @Test
  @DisplayName("L6: a genesis of another vector than the confirmed one is refused")
  void anotherGenesisIsRefused() {
    Cell cell = Cell.blank();
    confirmed(cell, 5, VECTOR);
    Entry other = Genesis.of(OTHER, "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl());
    cell.tell(Given.W, Given.A, new Message.Form(5, other));
    assertThat(cell.of(Given.A).replica().isFormed()).isFalse();
    Entry genesis = Genesis.of(VECTOR, "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl());
    cell.tell(Given.W, Given.A, new Message.Form(5, genesis));
    assertThat(cell.of(Given.A).replica().isFormed()).isTrue();
    VoterStep again = cell.tell(Given.W, Given.A, new Message.ConfirmVector(9, OTHER));
    assertThat(Cell.sent(again)).containsExactly(new Message.Form(0, genesis));
    cell.tell(Given.W, Given.A, new Message.Form(9, other));
    assertThat(cell.of(Given.A).replica().accepted()).contains(genesis);
  }

  @Test
  @DisplayName(
      "L6, V3: a lost journal learns, is replaced by event, then votes with its slot taken")
  void aLostJournalLearnsAndIsReplaced() {
    Cell cell = Cell.formed();
    cell.start(Given.B, Replica.blank(Given.B), Given.successor(Given.B).incarnation());
    assertThat(cell.of(Given.B).replica().isVoter()).isFalse();
    cell.run(Duration.ofSeconds(10));
    assertThat(cell.of(Given.B).replica().isVoter()).isTrue();
    assertThat(
            cell.of(Given.W)
                .replica()
                .state()
                .orElseThrow()
                .voters()
                .names(Given.successor(Given.B)))
        .isTrue();
    VoterStep admission =
        cell.steps.stream()
            .filter(step -> step.persist().contains(new JournalEvent.Admitted()))
            .filter(step -> step.next().setup().self().equals(Given.B))
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(admission.next().slot()).isInstanceOf(LeaseSlot.Unknown.class);
    assertThat(admission.next().watch().opinionFrom())
        .isEqualTo(
            ((LeaseSlot.Unknown) admission.next().slot()).until().plus(Given.LEASE.suspectTime()));
  }

  @Test
  @DisplayName("L6: a learner acks nothing, promises nothing and gives no lease")
  void aLearnerOnlyStores() {
    Cell cell = Cell.formed();
    cell.start(Given.B, Replica.blank(Given.B), Given.successor(Given.B).incarnation());
    Entry entry = cell.of(Given.W).replica().accepted().orElseThrow();
    VoterStep stored = cell.tell(Given.W, Given.B, new Message.Accept(entry));
    assertThat(stored.persist()).containsExactly(new JournalEvent.EntryAccepted(entry));
    assertThat(Cell.sent(stored)).noneMatch(Message.Accepted.class::isInstance);
    assertThat(
            Cell.sent(
                cell.tell(Given.A, Given.B, new Message.PreVote(new Term(9), entry.revision()))))
        .isEmpty();
    assertThat(Cell.sent(cell.tell(Given.A, Given.B, new Message.Prepare(new Term(9), true))))
        .isEmpty();
  }

  @Test
  @DisplayName("L6: replacing a voter takes both others: the newcomer is not counted (trace 9)")
  void theOldSetDecides() {
    Cell cell = Cell.formed();
    cell.start(Given.B, Replica.blank(Given.B), Given.successor(Given.B).incarnation());
    cell.cut(envelope ->
        envelope.from().equals(Given.A) && envelope.message() instanceof Message.Accepted);
    cell.run(Duration.ofSeconds(10));
    assertThat(cell.steps)
        .anyMatch(step ->
            step.persist().stream()
                .anyMatch(event ->
                    event instanceof JournalEvent.EntryAccepted stored
                        && stored.entry().event() instanceof LedgerEvent.VoterReplaced));
    assertThat(cell.of(Given.B).replica().isVoter()).isFalse();
  }

  private static List<Message> confirmed(Cell cell, long exchange, List<Voter> vector) {
    cell.cut(envelope -> true);
    VoterStep step = cell.tell(Given.W, Given.A, new Message.ConfirmVector(exchange, vector));
    return Cell.sent(step);
  }

  @Test
  @DisplayName("L6: a leader that committed nothing yet calls nothing committed (trace 9)")
  void anAdoptedEntryIsNotCalledCommitted() {
    Cell cell = Cell.formed();
    List<Revision> said = new ArrayList<>();
    cell.cut(envelope -> {
      if (envelope.message() instanceof Message.Beat beat && !envelope.from().equals(Given.W)) {
        said.add(beat.committed());
      }
      return envelope.message() instanceof Message.Accepted
          || envelope.from().equals(Given.W)
          || envelope.to().equals(Given.W);
    });

    cell.run(Given.TIMEOUT.multipliedBy(2));

    assertThat(said).isNotEmpty().containsOnly(Revision.NONE);
  }
}
