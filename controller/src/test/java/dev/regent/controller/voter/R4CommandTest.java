package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.controller.role.ReportBuilder;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.CommandResult.Kind;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R4, L5: any node takes a command, the leader decides it, a minority says so")
class R4CommandTest {
  private static final Command GONE = new Command.ConfirmVoterGone(Given.B, "ann");
  private static final Command FAILOVER = new Command.Failover(Optional.of(Given.B), true, "ann");

  @Test
  @DisplayName("R4: a command given to a follower is decided by the leader and answered through it")
  void aFollowerForwards() {
    Cell cell = Cell.formed();
    VoterStep asked = cell.give(Given.A, new VoterInput.Asked(7, GONE));
    assertThat(Cell.sent(asked)).containsExactly(new Message.CommandRequest(7, GONE));
    cell.steps.clear();
    cell.deliver();
    assertThat(refusals(cell, Given.A, 7)).containsExactly(Kind.UNFIT);
    assertThat(cell.steps)
        .anyMatch(step -> step.effects().stream().anyMatch(R4CommandTest::isReply));
  }

  @Test
  @DisplayName(
      "R4: a refusal is answered at once, and the next command is decided in the same step")
  void refusalsDoNotHoldUpTheNext() {
    Cell cell = granted();
    VoterState leader = cell.of(Given.W);
    cell.voters.put(
        Given.W, leader.withAsks(List.of(new VoterState.Ask(Given.W, 1, GONE), ask(2, FAILOVER))));
    VoterStep step = cell.give(Given.W, new VoterInput.Asked(3, GONE));
    assertThat(answered(step)).containsExactly(1L);
    assertThat(cell.leading(Given.W).pending().orElseThrow().entry().event())
        .isInstanceOf(LedgerEvent.PrimaryRevoked.class);
    assertThat(cell.of(Given.W).proposer()).contains(ask(2, FAILOVER));
    assertThat(cell.of(Given.W).asks()).containsExactly(ask(3, GONE));
  }

  @Test
  @DisplayName("L5: a command is accepted when its event is committed, not when it is proposed")
  void itIsAcceptedWhenCommitted() {
    Cell cell = granted();
    VoterStep proposed = cell.give(Given.W, new VoterInput.Asked(2, FAILOVER));
    assertThat(answered(proposed)).isEmpty();
    var revision = cell.leading(Given.W).pending().orElseThrow().entry().revision();
    cell.steps.clear();
    cell.deliver();
    assertThat(cell.steps)
        .anyMatch(step ->
            step.effects().contains(new Effect.Answer(2, new CommandResult.Accepted(revision))));
    assertThat(cell.of(Given.W).proposer()).isEmpty();
  }

  @Test
  @DisplayName("R4: who knows no living leader refuses and says how many are needed")
  void withoutALeaderItIsRefused() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    cell.now = cell.now.plus(Given.TIMEOUT);
    VoterStep silent = cell.give(Given.A, new VoterInput.Asked(7, GONE));
    assertThat(refusal(silent).kind()).isEqualTo(Kind.NO_QUORUM);
    assertThat(refusal(silent).message()).contains("a majority (2 of ");
    Cell blank = Cell.blank();
    assertThat(refusal(blank.give(Given.A, new VoterInput.Asked(7, GONE))).message())
        .contains("a majority (0 of ");
  }

  @Test
  @DisplayName("R4: a forwarded command is not forwarded again by one that leads no more")
  void aForwardedCommandIsNotForwardedAgain() {
    Cell cell = Cell.formed();
    VoterStep step = cell.tell(Given.B, Given.A, new Message.CommandRequest(7, GONE));
    assertThat(Cell.sent(step))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.CommandReply.class,
            reply -> assertThat(reply.result()).isInstanceOf(CommandResult.Refused.class));
  }

  @Test
  @DisplayName("R4: while it asks or stands for the lead, a voter refuses commands")
  void aCandidateRefuses() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    cell.run(Given.TIMEOUT.plus(Given.ELECTION.stagger()).plusMillis(1));
    assertThat(refusal(cell.give(Given.A, new VoterInput.Asked(7, GONE))).kind())
        .isEqualTo(Kind.NO_QUORUM);
    VoterState asking = cell.of(Given.A);
    cell.tell(
        Given.B,
        Given.A,
        new Message.PreVoteReply(
            asking.highestTerm().next(), true, Given.voter(Given.B), asking.highestTerm()));
    assertThat(refusal(cell.give(Given.A, new VoterInput.Asked(8, GONE))).kind())
        .isEqualTo(Kind.NO_QUORUM);
  }

  @Test
  @DisplayName("R4, L3: a command is the only proposal of its step, though there is more to decide")
  void aCommandIsTheOnlyProposalOfItsStep() {
    Cell cell = granted();
    VoterState leader = cell.of(Given.W);
    cell.voters.put(Given.W, leader.withAsks(List.of(ask(2, FAILOVER))));
    Message restarted =
        new Message.Report(
            ReportBuilder.standby(Given.A)
                .in(Given.next(Given.ON_A))
                .hearing(cell.leading(Given.W).term(), 0)
                .build());
    VoterStep step = cell.tell(Given.A, Given.W, restarted);
    assertThat(step.persist()).hasSize(1);
    assertThat(cell.of(Given.W).proposer()).contains(ask(2, FAILOVER));
  }

  @Test
  @DisplayName("R4: the leader's answer reaches the person who asked this node")
  void theReplyIsAnAnswer() {
    Cell cell = Cell.formed();
    CommandResult result = new CommandResult.Accepted(Given.REVISION);
    VoterStep step = cell.tell(Given.W, Given.A, new Message.CommandReply(7, result));
    assertThat(step.effects()).contains(new Effect.Answer(7, result));
  }

  /** w leads, and a's grant is committed. */
  private static Cell granted() {
    Cell cell = Cell.formed();
    Term term = cell.leading(Given.W).term();
    cell.reports(ReportBuilder.standby(Given.A).hearing(term, 0).build());
    cell.reports(ReportBuilder.standby(Given.B).hearing(term, 0).build());
    cell.run(Duration.ofMillis(1));
    return cell;
  }

  private static VoterState.Ask ask(long id, Command command) {
    return new VoterState.Ask(Given.W, id, command);
  }

  private static boolean isReply(Effect effect) {
    return effect instanceof Effect.Send send
        && send.to().equals(Given.A)
        && send.message() instanceof Message.CommandReply;
  }

  private static List<Long> answered(VoterStep step) {
    return step.effects().stream()
        .filter(Effect.Answer.class::isInstance)
        .map(effect -> ((Effect.Answer) effect).id())
        .toList();
  }

  private static CommandResult.Refused refusal(VoterStep step) {
    return step.effects().stream()
        .filter(Effect.Answer.class::isInstance)
        .map(effect -> (CommandResult.Refused) ((Effect.Answer) effect).result())
        .findFirst()
        .orElseThrow();
  }

  private static List<Kind> refusals(Cell cell, NodeId node, long id) {
    return cell.steps.stream()
        .filter(step -> step.next().setup().self().equals(node))
        .flatMap(step -> step.effects().stream())
        .filter(Effect.Answer.class::isInstance)
        .map(Effect.Answer.class::cast)
        .filter(answer -> answer.id() == id)
        .map(answer -> ((CommandResult.Refused) answer.result()).kind())
        .toList();
  }
}
