package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Given;
import dev.regent.controller.role.ReportBuilder;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
    "L8, R7: a living leader is shielded, a leader without a majority stops, a hand-over wins")
class L8ShieldTest {
  private static final Term HIGHER = new Term(40);
  private static final Duration REST = Given.TIMEOUT.multipliedBy(3);

  @Test
  @DisplayName("L8: a voter that heard its leader refuses Prepare and keeps its promise")
  void aLivingLeaderIsShielded() {
    Cell cell = Cell.formed();
    Term before = cell.of(Given.A).replica().promised();
    VoterStep step = cell.tell(Given.B, Given.A, new Message.Prepare(HIGHER, false));
    assertThat(Cell.sent(step)).containsExactly(new Message.PrepareRefused(HIGHER, before, true));
    assertThat(step.persist()).isEmpty();
    assertThat(cell.of(Given.A).replica().promised()).isEqualTo(before);
  }

  @Test
  @DisplayName("L8: after the election timeout without its leader it promises")
  void afterTheTimeoutItPromises() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    cell.now = cell.now.plus(Given.TIMEOUT);
    VoterStep step = cell.tell(Given.B, Given.A, new Message.Prepare(HIGHER, false));
    assertThat(Cell.sent(step)).anyMatch(Message.Promise.class::isInstance);
  }

  @Test
  @DisplayName("L8: a candidate first asks, persisting nothing; a cut-off voter raises no term")
  void aCutOffVoterRaisesNoTerm() {
    Cell cell = Cell.formed();
    Term before = cell.of(Given.B).replica().promised();
    cell.isolate(Given.B);
    cell.run(Duration.ofSeconds(20));
    assertThat(cell.of(Given.B).replica().promised()).isEqualTo(before);
    cell.cut(envelope -> false);
    cell.run(Duration.ofSeconds(2));
    assertThat(cell.leaders()).containsExactly(Given.W);
  }

  @Test
  @DisplayName("L8: asked whether it would promise, a shielded voter says no and persists nothing")
  void aShieldedVoterWouldNotPromise() {
    Cell cell = Cell.formed();
    VoterStep step =
        cell.tell(
            Given.B,
            Given.A,
            new Message.PreVote(HIGHER, cell.of(Given.B).replica().acceptedRevision()));
    assertThat(step.persist()).isEmpty();
    assertThat(((Message.PreVoteReply) Cell.sent(step).getFirst()).granted()).isFalse();
  }

  @Test
  @DisplayName(
      "L8: a leader without a majority for one election timeout stops leading and beating (trace"
          + " 28)")
  void aLonelyLeaderStops() {
    Cell cell = Cell.formed();
    cell.isolate(Given.W);
    cell.run(Given.TIMEOUT.plus(Given.ELECTION.beatInterval().multipliedBy(2)));
    assertThat(cell.of(Given.W).isLeading()).isFalse();
  }

  @Test
  @DisplayName("L8: a leader blocked in its own persist for an election timeout stops (trace 28)")
  void aBlockedLeaderStops() {
    Cell cell = Cell.formed();
    cell.give(Given.W, new VoterInput.PersistTook(Given.TIMEOUT.minusMillis(1)));
    assertThat(cell.leaders()).containsExactly(Given.W);
    cell.give(Given.W, new VoterInput.PersistTook(Given.TIMEOUT));
    assertThat(cell.leaders()).isEmpty();
  }

  @Test
  @DisplayName("L8: a leader whose Accepts are lost stops though its beats are answered (trace 28)")
  void aLeaderThatCannotCommitStops() {
    Cell cell = Cell.formed();
    cell.cut(envelope ->
        envelope.message() instanceof Message.Accept && envelope.from().equals(Given.W));
    Revision proposed = propose(cell);
    cell.run(Given.TIMEOUT.plus(Given.ELECTION.beatInterval().multipliedBy(2)));
    assertThat(cell.of(Given.W).isLeading()).isFalse();
    cell.run(Given.TIMEOUT.multipliedBy(2));
    assertThat(cell.leaders()).containsExactly(Given.A);
    assertThat(cell.leading(Given.A).committed().revision().isAbove(proposed)).isTrue();
  }

  @Test
  @DisplayName("L8: a leader whose followers cannot persist stops and shields nobody (trace 28)")
  void aLeaderWithoutAcksStops() {
    Cell cell = Cell.formed();
    cell.cut(envelope ->
        envelope.message() instanceof Message.Accepted && !envelope.from().equals(Given.W));
    propose(cell);
    cell.now = cell.now.plus(Given.TIMEOUT);
    assertThat(Cell.sent(cell.tell(Given.B, Given.W, new Message.PreVote(HIGHER, Revision.NONE))))
        .anyMatch(sent -> sent instanceof Message.PreVoteReply reply && reply.granted());
    cell.give(Given.W, new VoterInput.Wake());
    assertThat(cell.of(Given.W).isLeading()).isFalse();
  }

  @Test
  @DisplayName("L8: a leader shields itself up to one election timeout without a majority's acks")
  void aStuckLeaderShieldsItselfNoMore() {
    Cell cell = Cell.formed();
    cell.cut(envelope ->
        envelope.message() instanceof Message.Accepted && !envelope.from().equals(Given.W));
    propose(cell);
    cell.run(Given.TIMEOUT.minusMillis(1));
    cell.now =
        cell.leading(Given.W).pending().orElseThrow().since().plus(Given.TIMEOUT.minusNanos(1));
    assertThat(grants(cell, Given.W)).isFalse();
    cell.now = cell.now.plus(Duration.ofNanos(1));
    assertThat(grants(cell, Given.W)).isTrue();
  }

  @Test
  @DisplayName("L8: a follower shields its leader up to one election timeout after it heard it")
  void theShieldEndsWithTheTimeout() {
    Cell cell = Cell.formed();
    cell.now = heardAt(cell).plus(Given.TIMEOUT.minusNanos(1));
    assertThat(grants(cell, Given.A)).isFalse();
    cell.now = cell.now.plus(Duration.ofNanos(1));
    assertThat(grants(cell, Given.A)).isTrue();
  }

  @Test
  @DisplayName("L8: an Accept is a sign of life, the first time and repeated")
  void anAcceptIsASignOfLife() {
    Cell cell = Cell.formed();
    cell.run(Duration.ofSeconds(1));
    cell.cut(envelope -> true);
    propose(cell);
    Message accept = new Message.Accept(cell.leading(Given.W).pending().orElseThrow().entry());
    for (int times = 1; times <= 2; times++) {
      cell.now = cell.now.plus(Duration.ofMillis(1));
      cell.tell(Given.W, Given.A, accept);
      assertThat(heardAt(cell)).isEqualTo(cell.now);
    }
  }

  private static MonotonicTime heardAt(Cell cell) {
    return ((Leadership.Following) cell.of(Given.A).leadership()).heardAt();
  }

  private static boolean grants(Cell cell, NodeId voter) {
    VoterStep asked = cell.tell(Given.B, voter, new Message.PreVote(HIGHER, Revision.NONE));
    return Cell.sent(asked).stream()
        .anyMatch(sent -> sent instanceof Message.PreVoteReply reply && reply.granted());
  }

  @Test
  @DisplayName("L8: acks that come within the election timeout keep the lead: disks may be slow")
  void slowDisksKeepTheLead() {
    Cell cell = Cell.formed();
    cell.cut(envelope ->
        envelope.message() instanceof Message.Accepted && !envelope.from().equals(Given.W));
    Revision proposed = propose(cell);
    cell.run(Given.TIMEOUT.minus(Given.ELECTION.beatInterval().multipliedBy(2)));
    assertThat(cell.leading(Given.W).pending()).isPresent();
    cell.steps.clear();
    cell.cut(envelope -> false);
    cell.run(Given.ELECTION.beatInterval().multipliedBy(2));
    assertThat(notes(cell))
        .anyMatch(note -> note.startsWith("committed revision=" + proposed))
        .noneMatch(note -> note.startsWith("stopped leading"));
  }

  private static List<String> notes(Cell cell) {
    return cell.steps.stream()
        .flatMap(step -> step.effects().stream())
        .filter(Effect.Note.class::isInstance)
        .map(effect -> ((Effect.Note) effect).text())
        .toList();
  }

  /** Both data nodes report, so the leader proposes the first grant. */
  private static Revision propose(Cell cell) {
    report(cell);
    return cell.leading(Given.W).pending().orElseThrow().entry().revision();
  }

  private static void report(Cell cell) {
    cell.reports(ReportBuilder.standby(Given.A).build());
    cell.reports(ReportBuilder.standby(Given.B).build());
    cell.deliver();
  }

  @Test
  @DisplayName("R7: who is asked by its leader stands at once, and its Prepare overrides L8")
  void aHandOverOverridesTheShield() {
    Cell cell = Cell.formed();
    Term led = cell.leading(Given.W).term();
    VoterStep asked = cell.tell(Given.W, Given.A, new Message.HandOver(led));
    assertThat(Cell.sent(asked)).contains(new Message.Prepare(led.next(), true));
    cell.deliver();
    assertThat(cell.leaders()).containsExactly(Given.A);
  }

  @Test
  @DisplayName("R7: a hand-over that is not from its leader's term is ignored")
  void aStaleHandOverIsIgnored() {
    Cell cell = Cell.formed();
    VoterStep asked = cell.tell(Given.W, Given.A, new Message.HandOver(HIGHER));
    assertThat(Cell.sent(asked)).isEmpty();
  }

  @Test
  @DisplayName("R7: who hands over stops first, and does not stand for three election timeouts")
  void whoHandsOverStopsFirst() {
    Cell cell = handedOver();
    cell.cut(envelope -> true);
    assertThat(asksWithin(cell, REST.minusMillis(2))).isFalse();
    assertThat(asksWithin(cell, Given.TIMEOUT)).isTrue();
  }

  @Test
  @DisplayName("R7: neither the new leader's Prepare nor its beats shorten the rest")
  void theNewLeaderDoesNotEndTheRest() {
    Cell cell = handedOver();
    cell.run(Duration.ofMillis(500));
    assertThat(cell.leaders()).containsExactly(Given.A);
    assertThat(cell.of(Given.W).leader()).contains(Given.A);
    cell.cut(envelope -> true);
    assertThat(asksWithin(cell, REST.minusMillis(502))).isFalse();
    assertThat(asksWithin(cell, Given.TIMEOUT)).isTrue();
  }

  @Test
  @DisplayName("R7: during the rest the lead is not handed back (trace 27)")
  void theLeadIsNotHandedBack() {
    Cell cell = handedOver();
    cell.run(Duration.ofMillis(500));
    Message.HandOver back = new Message.HandOver(cell.leading(Given.A).term());
    assertThat(Cell.sent(cell.tell(Given.A, Given.W, back))).isEmpty();
    cell.now = cell.now.plus(REST);
    assertThat(Cell.sent(cell.tell(Given.A, Given.W, back)))
        .anyMatch(Message.Prepare.class::isInstance);
  }

  /**
   * w led, granted a, was out of touch with a's agent and handed over to its voter a moment ago.
   */
  private static Cell handedOver() {
    Cell cell = Cell.formed();
    report(cell);
    for (int millis = 0; millis < 1_000 && cell.of(Given.W).isLeading(); millis++) {
      cell.run(Duration.ofMillis(1));
    }
    assertThat(notes(cell)).contains("hand over the lead to=a");
    return cell;
  }

  private static boolean asksWithin(Cell cell, Duration time) {
    cell.steps.clear();
    cell.run(time);
    return cell.steps.stream()
        .filter(step -> step.next().setup().self().equals(Given.W))
        .flatMap(step -> Cell.sent(step).stream())
        .anyMatch(sent -> sent instanceof Message.PreVote || sent instanceof Message.Prepare);
  }
}
