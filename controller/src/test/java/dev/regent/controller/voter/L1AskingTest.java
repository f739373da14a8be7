package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Given;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Round;
import dev.regent.protocol.Term;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L1, L4, L8: which answers count for whoever asks, stands or leads")
class L1AskingTest {
  private static final Term HIGHER = new Term(40);
  private static final Duration BEAT = Given.ELECTION.beatInterval();

  @Test
  @DisplayName("L8: only a yes to the term that is asked for counts")
  void onlyAYesToThisTermCounts() {
    Cell cell = asking();
    Term term = ((Leadership.Asking) cell.of(Given.A).leadership()).term();
    replied(cell, term.next(), true);
    assertThat(cell.of(Given.A).leadership()).isInstanceOf(Leadership.Asking.class);
    replied(cell, term, false);
    assertThat(cell.of(Given.A).leadership()).isInstanceOf(Leadership.Asking.class);
    assertThat(cell.of(Given.A).leader()).isEmpty();
    replied(cell, term, true);
    assertThat(cell.of(Given.A).leadership()).isInstanceOf(Leadership.Candidate.class);
    assertThat(cell.of(Given.A).leader()).isEmpty();
  }

  @Test
  @DisplayName("L8: asked for a term that is not above its promise, a voter says no")
  void aTermNotAboveThePromiseIsNotGranted() {
    Cell cell = asking();
    Term promised = cell.of(Given.A).replica().promised();
    for (Term term : List.of(promised, promised.next())) {
      VoterStep step = cell.tell(Given.B, Given.A, new Message.PreVote(term, Revision.NONE));
      assertThat(Cell.sent(step))
          .containsExactly(
              new Message.PreVoteReply(
                  term, term.isAbove(promised), cell.of(Given.A).replica().signature(), promised));
    }
  }

  @Test
  @DisplayName("L1: a candidate gives way to a higher promise, not to a shielded refusal (L8)")
  void aCandidateGivesWay() {
    Cell cell = standing();
    Term term = ((Leadership.Candidate) cell.of(Given.A).leadership()).term();
    cell.tell(Given.B, Given.A, new Message.PrepareRefused(term, HIGHER, true));
    assertThat(cell.of(Given.A).highestTerm()).isEqualTo(HIGHER);
    assertThat(cell.of(Given.A).leadership()).isInstanceOf(Leadership.Candidate.class);
    cell.tell(Given.B, Given.A, new Message.PrepareRefused(term.next(), HIGHER, false));
    assertThat(cell.of(Given.A).leadership()).isInstanceOf(Leadership.Candidate.class);
    cell.tell(Given.B, Given.A, new Message.PrepareRefused(term, HIGHER, false));
    assertThat(cell.of(Given.A).leadership()).isInstanceOf(Leadership.Following.class);
  }

  @Test
  @DisplayName("L1: one voter's promise counts once, and only for the term that is stood for")
  void aPromiseCountsOnce() {
    Cell cell = standing();
    Leadership.Candidate candidate = (Leadership.Candidate) cell.of(Given.A).leadership();
    Message.Promise own = candidate.promises().getFirst();
    cell.tell(Given.A, Given.A, own);
    assertThat(((Leadership.Candidate) cell.of(Given.A).leadership()).promises()).hasSize(1);
    Message.Promise other =
        new Message.Promise(
            candidate.term().next(), Given.voter(Given.B), own.accepted(), own.slot());
    cell.tell(Given.B, Given.A, other);
    assertThat(cell.of(Given.A).isLeading()).isFalse();
    Message.Promise second =
        new Message.Promise(candidate.term(), Given.voter(Given.B), own.accepted(), own.slot());
    cell.tell(Given.B, Given.A, second);
    assertThat(cell.of(Given.A).isLeading()).isTrue();
  }

  @Test
  @DisplayName("L8: in vain, it asks again after a pause by its place in the order")
  void itAsksAgain() {
    Cell cell = asking();
    MonotonicTime until = endInVain(cell);
    assertThat(Voter.nextWake(cell.of(Given.A)))
        .isEqualTo(until.plus(Given.ELECTION.stagger().multipliedBy(3)));
  }

  @Test
  @DisplayName("L8: in vain, a candidate asks again after the same pause")
  void aCandidateAsksAgain() {
    Cell cell = standing();
    MonotonicTime until = endInVain(cell);
    cell.now = until.plus(Given.ELECTION.stagger().multipliedBy(3));
    VoterStep again = cell.give(Given.A, new VoterInput.Wake());
    assertThat(Cell.sent(again)).hasSize(2).allMatch(Message.PreVote.class::isInstance);
  }

  /** It gives up just when its time is over, which this gives. */
  private static MonotonicTime endInVain(Cell cell) {
    Leadership before = cell.of(Given.A).leadership();
    MonotonicTime until = Voter.nextWake(cell.of(Given.A));
    cell.now = until.minus(Duration.ofMillis(1));
    cell.give(Given.A, new VoterInput.Wake());
    assertThat(cell.of(Given.A).leadership()).hasSameClassAs(before);
    cell.now = until;
    cell.give(Given.A, new VoterInput.Wake());
    assertThat(cell.of(Given.A).leadership()).isInstanceOf(Leadership.Following.class);
    return until;
  }

  @Test
  @DisplayName("L2, L4: an old leader's Accept and beat are answered by what was promised since")
  void anOldLeaderIsTold() {
    Cell cell = Cell.formed();
    Entry entry = cell.of(Given.A).replica().accepted().orElseThrow();
    cell.tell(Given.B, Given.A, new Message.Prepare(HIGHER, true));
    Entry next =
        new Entry(
            entry.revision().nextIn(entry.revision().term()),
            entry.revision(),
            entry.event(),
            entry.state(),
            entry.at());
    assertThat(Cell.sent(cell.tell(Given.W, Given.A, new Message.Accept(next))))
        .containsExactly(new Message.AcceptRefused(next.revision(), HIGHER));
    assertThat(
            Cell.sent(
                cell.tell(
                    Given.W,
                    Given.A,
                    new Message.Beat(entry.revision().term(), entry.revision(), 1))))
        .containsExactly(new Message.AcceptRefused(entry.revision(), HIGHER));
    assertThat(Cell.sent(cell.tell(Given.W, Given.A, new Message.Prepare(new Term(9), true))))
        .containsExactly(new Message.PrepareRefused(new Term(9), HIGHER, false));
  }

  @Test
  @DisplayName("L4: a refusal of no higher term ends no lead")
  void anEqualTermEndsNoLead() {
    Cell cell = Cell.formed();
    Term term = cell.leading(Given.W).term();
    cell.tell(Given.A, Given.W, new Message.AcceptRefused(Given.REVISION, term));
    assertThat(cell.leaders()).containsExactly(Given.W);
    assertThat(cell.of(Given.W).leader()).contains(Given.W);
  }

  @Test
  @DisplayName("L6: a leader beats in its interval, and sends nothing again that all have acked")
  void aLeaderBeats() {
    Cell cell = Cell.formed();
    cell.run(BEAT);
    MonotonicTime last = cell.leading(Given.W).lastBeat();
    cell.now = last.plus(BEAT).minus(Duration.ofMillis(1));
    assertThat(Cell.sent(cell.give(Given.W, new VoterInput.Wake()))).isEmpty();
    cell.now = last.plus(BEAT);
    VoterStep step = cell.give(Given.W, new VoterInput.Wake());
    assertThat(Cell.sent(step)).hasSize(2).allMatch(Message.Beat.class::isInstance);
    assertThat(Voter.nextWake(cell.of(Given.W))).isEqualTo(cell.now.plus(BEAT));
  }

  @Test
  @DisplayName("L8: only answers to beats of its own term keep a leader in touch")
  void onlyAnswersOfItsTermCount() {
    Cell cell = Cell.formed();
    var contacts = cell.leading(Given.W).contacts();
    Term term = cell.leading(Given.W).term();
    var slot = ((Message.BeatReply) lastReply(cell)).slot();
    long now = cell.now.plus(Duration.ofSeconds(9)).nanos();
    cell.tell(
        Given.A,
        Given.W,
        new Message.BeatReply(term.next(), now, Given.voter(Given.A), Given.REVISION, slot));
    cell.tell(
        Given.A,
        Given.W,
        new Message.BeatReply(term, 0, Given.voter(Given.A), Given.REVISION, slot));
    assertThat(cell.leading(Given.W).contacts()).isEqualTo(contacts);
    cell.tell(
        Given.A,
        Given.W,
        new Message.BeatReply(term, now, Given.voter(Given.A), Given.REVISION, slot));
    assertThat(cell.leading(Given.W).contacts()).hasSize(contacts.size()).isNotEqualTo(contacts);
  }

  @Test
  @DisplayName("L8: a slow disk of a follower ends nothing")
  void aFollowersDiskEndsNothing() {
    Cell cell = Cell.formed();
    VoterStep step = cell.give(Given.A, new VoterInput.PersistTook(Duration.ofHours(1)));
    assertThat(step.effects()).isEmpty();
    assertThat(cell.of(Given.A).leader()).contains(Given.W);
  }

  @Test
  @DisplayName("L8: who is reachable by Akka's opinion is kept as a hint, and does nothing")
  void theHintIsKept() {
    Cell cell = Cell.formed();
    VoterStep step = cell.give(Given.A, new VoterInput.Reachable(List.of(Given.B)));
    assertThat(step.next().reachable()).containsExactly(Given.B);
    assertThat(step.effects()).isEmpty();
  }

  @Test
  @DisplayName("L6: a message of another formation is refused and told to people")
  void anotherFormationIsRefused() {
    Cell cell = Cell.formed();
    Envelope own = cell.envelope(Given.B, Given.A, new Message.Prepare(HIGHER, true));
    Envelope foreign =
        new Envelope(
            own.database(),
            Optional.of(new FormationId("beef")),
            own.from(),
            own.to(),
            own.message());
    VoterStep step = cell.give(Given.A, new VoterInput.Received(foreign));
    assertThat(step.persist()).isEmpty();
    assertThat(step.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Note.class, note -> assertThat(note.level()).isEqualTo(Effect.Level.ERROR));
  }

  @Test
  @DisplayName("L5: an agent's message that comes to a voter does nothing but a note")
  void anAgentsMessageIsNoted() {
    Cell cell = Cell.formed();
    Round round = new Round(1);
    List<Message> messages =
        List.of(
            new Message.ReportRequest(Given.ON_A, Given.REVISION, 1),
            new Message.LeaseAck(Given.T1, Given.ON_A, round, Given.voter(Given.B), Given.REVISION),
            new Message.LeaseRefused(Given.T1, Given.ON_A, round, "why"),
            new Message.ReleaseAck(Given.T1, Given.ON_A, round, Given.voter(Given.B)),
            new Instruction(
                Given.ON_A,
                Given.REVISION,
                Given.REVISION.term(),
                Given.voters(),
                Optional.empty(),
                new Desired.Stand()));
    for (Message message : messages) {
      assertThat(message.isForAgent()).isTrue();
      VoterStep step = cell.tell(Given.B, Given.A, message);
      assertThat(step.effects()).singleElement().isInstanceOf(Effect.Note.class);
    }
  }

  @Test
  @DisplayName("L6: committed is what a leader knows; nobody else knows any")
  void onlyALeaderKnowsWhatIsCommitted() {
    Cell cell = Cell.formed();
    assertThat(Voter.committed(cell.of(Given.W)))
        .isEqualTo(cell.leading(Given.W).committed().revision());
    assertThat(Voter.committed(cell.of(Given.A))).isEqualTo(Revision.NONE);
    assertThat(Cell.setup(Given.A).isWitness(Given.W)).isTrue();
    assertThat(Cell.setup(Given.A).isWitness(Given.B)).isFalse();
  }

  private static Message lastReply(Cell cell) {
    return cell.steps.stream()
        .flatMap(step -> Cell.sent(step).stream())
        .filter(Message.BeatReply.class::isInstance)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** a has heard no leader for an election timeout; nobody hears anybody. */
  private static Cell asking() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    cell.now = Voter.nextWake(cell.of(Given.A));
    cell.give(Given.A, new VoterInput.Wake());
    assertThat(cell.of(Given.A).leadership()).isInstanceOf(Leadership.Asking.class);
    return cell;
  }

  private static Cell standing() {
    Cell cell = asking();
    replied(cell, ((Leadership.Asking) cell.of(Given.A).leadership()).term(), true);
    return cell;
  }

  private static void replied(Cell cell, Term term, boolean granted) {
    cell.tell(
        Given.B,
        Given.A,
        new Message.PreVoteReply(
            term, granted, Given.voter(Given.B), cell.of(Given.A).replica().promised()));
  }
}
