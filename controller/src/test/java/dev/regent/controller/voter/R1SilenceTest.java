package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.role.Given;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Round;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R1, V3: what time alone makes a voter tell its leader")
class R1SilenceTest {
  private static final Duration TTL = Given.LEASE.ttl();
  private static final Duration SUSPECT = Given.LEASE.suspectTime();

  @Test
  @DisplayName("V3: a slot that ran out is empty, and its leader is told at once, and once")
  void aSlotThatRanOutIsTold() {
    Cell cell = voting();
    MonotonicTime end = cell.now.plus(TTL);
    cell.now = end.minus(Duration.ofMillis(1));
    beat(cell);
    assertThat(told(cell)).isEmpty();
    assertThat(Voter.nextWake(cell.of(Given.B))).isEqualTo(end);
    cell.now = end;
    assertThat(told(cell)).singleElement().matches(reply -> reply.slot().free());
    assertThat(cell.of(Given.B).slot()).isEqualTo(new LeaseSlot.Empty());
    assertThat(told(cell)).isEmpty();
  }

  @Test
  @DisplayName("R1: silence is told once, when it passes the suspect time and there is an opinion")
  void silenceIsToldOnce() {
    Cell cell = voting();
    MonotonicTime opinion = cell.now.plus(TTL).plus(SUSPECT);
    cell.now = opinion.minus(Duration.ofMillis(1));
    beat(cell);
    told(cell);
    assertThat(told(cell)).isEmpty();
    assertThat(Voter.nextWake(cell.of(Given.B))).isEqualTo(opinion);
    cell.now = opinion;
    assertThat(told(cell))
        .singleElement()
        .matches(reply -> reply.slot().opinion() && reply.sequence() == 0)
        .matches(reply -> reply.slot().silentMillis() == TTL.plus(SUSPECT).toMillis());
    assertThat(told(cell)).isEmpty();
    assertThat(cell.of(Given.B).watch().told()).isTrue();
  }

  @Test
  @DisplayName("R1: a renewal makes silence news again, one suspect time after it")
  void aRenewalMakesSilenceNewsAgain() {
    Cell cell = voting();
    cell.now = cell.now.plus(TTL).plus(SUSPECT);
    beat(cell);
    told(cell);
    cell.tell(Given.A, Given.B, new Message.LeaseRequest(Given.T1, Given.ON_A, new Round(1)));
    MonotonicTime renewed = cell.now;
    assertThat(cell.of(Given.B).watch().told()).isFalse();
    cell.now = renewed.plus(SUSPECT).minus(Duration.ofMillis(1));
    beat(cell);
    assertThat(told(cell)).isEmpty();
    cell.now = renewed.plus(SUSPECT);
    assertThat(told(cell)).hasSize(1);
  }

  @Test
  @DisplayName("V4: a release is told to the leader at once, and acked")
  void aReleaseIsTold() {
    Cell cell = voting();
    cell.now = cell.now.plus(TTL);
    beat(cell);
    cell.tell(Given.A, Given.B, new Message.LeaseRequest(Given.T1, Given.ON_A, new Round(1)));
    VoterStep step =
        cell.tell(Given.A, Given.B, new Message.Release(Given.T1, Given.ON_A, new Round(2)));
    assertThat(Cell.sent(step)).hasSize(2);
    assertThat(Cell.sent(step).getFirst())
        .isEqualTo(
            new Message.ReleaseAck(
                Given.T1, Given.ON_A, new Round(2), cell.of(Given.B).replica().signature()));
    assertThat(((Message.BeatReply) Cell.sent(step).getLast()).slot().free()).isTrue();
  }

  @Test
  @DisplayName("V5: an ack and a refusal name the round that they answer")
  void anAnswerNamesItsRound() {
    Cell cell = voting();
    Message request = new Message.LeaseRequest(Given.T1, Given.ON_A, new Round(5));
    assertThat(Cell.sent(cell.tell(Given.A, Given.B, request)))
        .containsExactly(
            new Message.LeaseRefused(Given.T1, Given.ON_A, new Round(5), "SLOT_TAKEN"));
    cell.now = cell.now.plus(TTL);
    assertThat(Cell.sent(cell.tell(Given.A, Given.B, request)))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.LeaseAck.class, ack -> assertThat(ack.round()).isEqualTo(new Round(5)));
  }

  /** b restarted, and had accepted that a is the primary under T1; w leads. */
  private static Cell voting() {
    Cell cell = new Cell();
    cell.cut(envelope -> true);
    cell.start(
        Given.B,
        V3OpinionTest.journal(Given.B, Given.primary()),
        Given.voter(Given.B).incarnation());
    cell.voters.put(Given.W, cell.of(Given.B));
    cell.voters.put(Given.A, cell.of(Given.B));
    return cell;
  }

  private static void beat(Cell cell) {
    cell.tell(Given.W, Given.B, new Message.Beat(new Term(3), Given.REVISION, 1));
  }

  private static List<Message.BeatReply> told(Cell cell) {
    return Cell.sent(cell.give(Given.B, new VoterInput.Wake())).stream()
        .filter(Message.BeatReply.class::isInstance)
        .map(Message.BeatReply.class::cast)
        .toList();
  }
}
