package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.ledger.Genesis;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Given;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L6: one exchange of a formation, message by message")
class L6ExchangeTest {
  private static final Duration PATIENCE = Given.TIMEOUT.multipliedBy(2);

  @Test
  @DisplayName("L6: the first in order starts an exchange once it heard everybody lately")
  void theFirstStartsOnceItHeardAll() {
    Cell cell = silent();
    assertThat(asked(hello(cell, Given.W, Given.A, 0))).isEmpty();
    List<Message.ConfirmVector> all = asked(hello(cell, Given.W, Given.B, 7));
    assertThat(all).hasSize(3).allMatch(asked -> asked.exchange() == 8);
    assertThat(all.getFirst().vector())
        .containsExactly(Given.voter(Given.W), Given.voter(Given.A), Given.voter(Given.B));
  }

  @Test
  @DisplayName("L6: an exchange under way is not started again before its time is over")
  void anExchangeIsNotStartedTwice() {
    Cell cell = silent();
    hello(cell, Given.W, Given.A, 0);
    hello(cell, Given.W, Given.B, 0);
    cell.now = cell.now.plus(PATIENCE).minus(Duration.ofMillis(1));
    assertThat(asked(hello(cell, Given.W, Given.A, 0))).isEmpty();
    cell.now = cell.now.plus(Duration.ofMillis(1));
    assertThat(asked(hello(cell, Given.W, Given.A, 0))).hasSize(3);
  }

  @Test
  @DisplayName("L6: a hello of long ago is none")
  void anOldHelloIsNone() {
    Cell cell = silent();
    hello(cell, Given.W, Given.A, 0);
    cell.now = cell.now.plus(PATIENCE).plus(Duration.ofMillis(1));
    assertThat(asked(hello(cell, Given.W, Given.B, 0))).isEmpty();
    assertThat(asked(hello(cell, Given.W, Given.A, 0))).hasSize(3);
  }

  @Test
  @DisplayName("L6: nobody but the first in order starts an exchange")
  void onlyTheFirstStarts() {
    Cell cell = silent();
    hello(cell, Given.A, Given.W, 0);
    assertThat(asked(hello(cell, Given.A, Given.B, 0))).isEmpty();
  }

  @Test
  @DisplayName("L6: other shared settings are told to people, and are no hello")
  void otherSettingsAreRefused() {
    Cell cell = silent();
    hello(cell, Given.W, Given.A, 0);
    VoterStep step =
        cell.tell(
            Given.B,
            Given.W,
            new Message.Hello(
                Given.voter(Given.B).incarnation(), 0, "other", "machine", Optional.empty()));
    assertThat(Cell.sent(step)).isEmpty();
    assertThat(step.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Note.class, note -> assertThat(note.level()).isEqualTo(Effect.Level.ERROR));
    assertThat(step.next().board().hellos()).doesNotContainKey(Given.B);
  }

  @Test
  @DisplayName("L6: each voter of the vector counts once, and nobody else")
  void eachVoterCountsOnce() {
    Cell cell = silent();
    hello(cell, Given.W, Given.A, 0);
    Message.ConfirmVector asked = asked(hello(cell, Given.W, Given.B, 0)).getFirst();
    cell.tell(Given.W, Given.W, asked);
    assertThat(confirms(cell, asked, Given.voter(Given.W))).isFalse();
    assertThat(confirms(cell, asked, Given.voter(Given.A))).isFalse();
    assertThat(confirms(cell, asked, Given.voter(Given.A))).isFalse();
    assertThat(confirms(cell, asked, Given.successor(Given.B))).isFalse();
    assertThat(confirms(cell, asked, Given.voter(Given.B))).isTrue();
    assertThat(cell.of(Given.W).formation().orElseThrow().confirmed()).hasSize(3);
  }

  @Test
  @DisplayName("L6: the genesis goes to all others when the last voter confirmed")
  void theGenesisGoesToAll() {
    Cell cell = silent();
    hello(cell, Given.W, Given.A, 0);
    Message.ConfirmVector asked = asked(hello(cell, Given.W, Given.B, 0)).getFirst();
    cell.tell(Given.W, Given.W, asked);
    confirms(cell, asked, Given.voter(Given.W));
    confirms(cell, asked, Given.voter(Given.A));
    VoterStep last =
        cell.tell(
            Given.B,
            Given.W,
            new Message.VectorConfirmed(asked.exchange(), asked.vector(), Given.voter(Given.B)));
    Entry genesis =
        Genesis.of(asked.vector(), "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl());
    assertThat(Cell.sent(last))
        .containsExactly(
            new Message.Form(asked.exchange(), genesis),
            new Message.Form(asked.exchange(), genesis));
    assertThat(Cell.sent(hello(cell, Given.W, Given.B, 0)))
        .as("who is late gets it once more")
        .containsExactly(new Message.Form(0, genesis));
  }

  @Test
  @DisplayName("L6: whoever does not vote says hello again with each half election timeout")
  void helloIsRepeated() {
    Cell cell = silent();
    cell.now = Voter.nextWake(cell.of(Given.B));
    VoterStep first = cell.give(Given.B, new VoterInput.Wake());
    assertThat(Cell.sent(first)).hasSize(2).allMatch(Message.Hello.class::isInstance);
    assertThat(Cell.sent(cell.give(Given.B, new VoterInput.Wake()))).isEmpty();
    assertThat(Voter.nextWake(cell.of(Given.B)))
        .isEqualTo(cell.now.plus(Given.TIMEOUT.dividedBy(2)));
  }

  @Test
  @DisplayName("L6: a voter says no hello")
  void aVoterSaysNoHello() {
    Cell cell = Cell.formed();
    cell.steps.clear();
    cell.run(Duration.ofSeconds(2));
    cell.restart(Given.B);
    assertThat(cell.steps)
        .noneMatch(step -> Cell.sent(step).stream().anyMatch(Message.Hello.class::isInstance));
  }

  @Test
  @DisplayName("L6: an exchange that was not answered is followed by another, without a new hello")
  void timeAloneStartsTheNext() {
    Cell cell = silent();
    hello(cell, Given.W, Given.A, 0);
    assertThat(asked(hello(cell, Given.W, Given.B, 0)).getFirst().exchange()).isEqualTo(1);
    cell.now = cell.now.plus(PATIENCE).minus(Duration.ofMillis(1));
    hello(cell, Given.W, Given.A, 5);
    hello(cell, Given.W, Given.B, 0);
    cell.now = cell.now.plus(Duration.ofMillis(1));
    List<Message.ConfirmVector> next = asked(cell.give(Given.W, new VoterInput.Wake()));
    assertThat(next).hasSize(3).allMatch(asked -> asked.exchange() == 6);
  }

  @Test
  @DisplayName("L6: a confirmation of the same vector in another exchange does not count")
  void anotherExchangesConfirmationIsNone() {
    Cell cell = silent();
    hello(cell, Given.W, Given.A, 0);
    Message.ConfirmVector asked = asked(hello(cell, Given.W, Given.B, 0)).getFirst();
    cell.tell(
        Given.A,
        Given.W,
        new Message.VectorConfirmed(asked.exchange() + 1, asked.vector(), Given.voter(Given.A)));
    assertThat(cell.of(Given.W).formation().orElseThrow().confirmed()).isEmpty();
  }

  @Test
  @DisplayName("L6: a formed voter sends no entry but the genesis to who says hello")
  void onlyTheGenesisIsSent() {
    Cell cell = Cell.formed();
    assertThat(cell.of(Given.W).replica().acceptedRevision()).isNotEqualTo(Genesis.REVISION);
    assertThat(Cell.sent(hello(cell, Given.W, Given.B, 0)))
        .noneMatch(Message.Form.class::isInstance);
  }

  @Test
  @DisplayName("L6: a learner whose hellos were lost says hello with each beat, a voter does not")
  void aLearnerSaysHelloAtABeat() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    cell.start(Given.B, Replica.blank(Given.B), Given.successor(Given.B).incarnation());
    cell.deliver();
    var leading = cell.leading(Given.W);
    Message beat = new Message.Beat(leading.term(), leading.committed().revision(), 1);
    assertThat(Cell.sent(cell.tell(Given.W, Given.B, beat)))
        .filteredOn(Message.Hello.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Message.Hello.class,
            hello ->
                assertThat(hello.incarnation()).isEqualTo(Given.successor(Given.B).incarnation()));
    assertThat(Cell.sent(cell.tell(Given.W, Given.A, beat)))
        .noneMatch(Message.Hello.class::isInstance);
    cell.voters.put(Given.B, Voter.initial(Cell.setup(Given.B), Replica.blank(Given.B), cell.now));
    assertThat(Cell.sent(cell.tell(Given.W, Given.B, beat)))
        .as("it has no incarnation yet")
        .isEmpty();
  }

  private static Cell silent() {
    Cell cell = Cell.blank();
    cell.cut(envelope -> true);
    cell.deliver();
    return cell;
  }

  private static VoterStep hello(Cell cell, NodeId to, NodeId from, long lastExchange) {
    return cell.tell(
        from,
        to,
        new Message.Hello(
            Given.voter(from).incarnation(),
            lastExchange,
            "hash",
            "machine of " + from,
            Optional.empty()));
  }

  private static boolean confirms(
      Cell cell, Message.ConfirmVector asked, dev.regent.protocol.Voter voter) {
    cell.tell(
        voter.node(),
        Given.W,
        new Message.VectorConfirmed(asked.exchange(), asked.vector(), voter));
    return cell.of(Given.W).replica().isFormed();
  }

  private static List<Message.ConfirmVector> asked(VoterStep step) {
    return Cell.sent(step).stream()
        .filter(Message.ConfirmVector.class::isInstance)
        .map(Message.ConfirmVector.class::cast)
        .toList();
  }
}
