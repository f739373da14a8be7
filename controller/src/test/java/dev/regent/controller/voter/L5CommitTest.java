package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Given;
import dev.regent.controller.role.ReportBuilder;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L5: nothing is done before the event that authorises it is committed")
class L5CommitTest {
  private static final Duration BEAT = Given.ELECTION.beatInterval();

  @Test
  @DisplayName("L5: a proposed grant is in no Instruction; the committed one is in the next")
  void onlyACommittedGrantIsInstructed() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    report(cell);
    assertThat(cell.leading(Given.W).pending().orElseThrow().entry().event())
        .isInstanceOf(LedgerEvent.PrimaryGranted.class);
    Revision pending = cell.leading(Given.W).pending().orElseThrow().entry().revision();
    cell.run(Duration.ofMillis(500));
    assertThat(instructions(cell)).allMatch(sent -> pending.isAbove(sent.revision()));
    cell.cut(envelope -> false);
    cell.run(Duration.ofSeconds(1));
    assertThat(instructions(cell))
        .anyMatch(sent ->
            sent.revision().equals(pending)
                && sent.desired() instanceof Desired.Lead
                && sent.receiver().equals(Given.ON_A));
  }

  @Test
  @DisplayName("L5: a leader whose own term has no commit yet instructs nobody")
  void aNewLeaderInstructsNobodyBeforeItsFirstCommit() {
    Cell cell = Cell.formed();
    report(cell);
    cell.toAgents.clear();
    cell.isolate(Given.W);
    cell.cut(envelope ->
        envelope.from().equals(Given.W)
            || envelope.to().equals(Given.W)
            || (envelope.message() instanceof Message.Accepted
                && !envelope.from().equals(envelope.to())));
    cell.run(Duration.ofSeconds(3));
    var term = cell.of(Given.A).replica().acceptedRevision().term();
    assertThat(term.number()).isGreaterThan(1);
    assertThat(instructions(cell)).noneMatch(sent -> sent.term().equals(term));
  }

  @Test
  @DisplayName("L3: one event at a time: nothing is proposed while a proposal is on its way")
  void oneEventAtATime() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    report(cell);
    var pending = cell.leading(Given.W).pending();
    report(cell);
    assertThat(cell.leading(Given.W).pending()).isEqualTo(pending);
    assertThat(pending.orElseThrow().entry().at()).as("when it was proposed").isEqualTo(Given.WALL);
  }

  @Test
  @DisplayName("L6: the last Accept is sent again until every voter acked")
  void theLastAcceptIsSentAgain() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> envelope.to().equals(Given.B));
    cell.restart(Given.W);
    cell.run(Duration.ofSeconds(3));
    Revision committed = cell.leading(cell.leaders().getFirst()).committed().revision();
    assertThat(committed.isAbove(cell.of(Given.B).replica().acceptedRevision())).isTrue();
    cell.cut(envelope -> false);
    cell.run(Duration.ofMillis(500));
    assertThat(cell.of(Given.B).replica().acceptedRevision()).isEqualTo(committed);
  }

  @Test
  @DisplayName("L6: a voter that answers beats but lacks the last entry is sent it with each beat")
  void whoLagsIsSentItAgain() {
    Cell cell = Cell.formed();
    cell.run(BEAT);
    cell.cut(envelope -> isAccept(envelope, Given.B));
    report(cell);
    cell.run(BEAT.multipliedBy(2));
    Revision committed = cell.leading(Given.W).committed().revision();
    assertThat(cell.leading(Given.W).pending()).isEmpty();
    assertThat(committed.isAbove(cell.of(Given.B).replica().acceptedRevision())).isTrue();
    cell.cut(envelope -> false);
    cell.run(BEAT);
    assertThat(cell.of(Given.B).replica().acceptedRevision()).isEqualTo(committed);
  }

  @Test
  @DisplayName("L6: a proposal on its way is not sent again to a voter that acked it")
  void whoAckedIsNotSentItAgain() {
    Cell cell = Cell.formed();
    cell.cut(envelope ->
        isAccept(envelope, Given.B)
            || (envelope.from().equals(Given.W) && envelope.message() instanceof Message.Accepted));
    report(cell);
    cell.run(BEAT.multipliedBy(2));
    Leadership.Leading leading = cell.leading(Given.W);
    Entry pending = leading.pending().orElseThrow().entry();
    cell.now = leading.lastBeat().plus(BEAT);
    VoterStep beat = cell.give(Given.W, new VoterInput.Wake());
    assertThat(beat.effects())
        .contains(new Effect.Send(Given.B, new Message.Accept(pending)))
        .doesNotContain(new Effect.Send(Given.A, new Message.Accept(pending)));
  }

  @Test
  @DisplayName("L5: what is committed is instructed at once, to everybody who reported")
  void aCommitIsInstructedAtOnce() {
    Cell cell = Cell.formed();
    report(cell);
    Revision pending = cell.leading(Given.W).pending().orElseThrow().entry().revision();
    cell.toAgents.clear();
    cell.deliver();
    assertThat(instructions(cell))
        .filteredOn(sent -> sent.revision().equals(pending))
        .extracting(Instruction::receiver)
        .containsExactlyInAnyOrder(Given.ON_A, Given.ON_B);
  }

  private static boolean isAccept(Envelope envelope, NodeId to) {
    return envelope.message() instanceof Message.Accept && envelope.to().equals(to);
  }

  private static List<Instruction> instructions(Cell cell) {
    return cell.toAgents.stream()
        .filter(Instruction.class::isInstance)
        .map(message -> (Instruction) message)
        .toList();
  }

  private static void report(Cell cell) {
    long sequence = cell.steps.size();
    Term heard = cell.leading(Given.W).term();
    for (NodeId node : List.of(Given.A, Given.B)) {
      cell.reports(ReportBuilder.standby(node).hearing(heard, 0).sequence(sequence).build());
    }
  }
}
