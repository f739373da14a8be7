package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.controller.role.Given;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L4: a leader that meets a higher term stops at once and drops what it had not sent")
class L4HigherTermTest {
  private static final Term HIGHER = new Term(40);
  private static final Command PAUSE = new Command.Pause("ann");

  @Test
  @DisplayName("L4: an Accept refused for a higher term ends the lead")
  void aRefusedAcceptEndsTheLead() {
    Cell cell = Cell.formed();
    cell.tell(Given.A, Given.W, new Message.AcceptRefused(Revision.NONE, HIGHER));
    assertThat(cell.leaders()).isEmpty();
    assertThat(cell.of(Given.W).highestTerm()).as("its next candidacy is above").isEqualTo(HIGHER);
  }

  @Test
  @DisplayName("L4, L8: a Prepare that L8 refuses is not meeting a higher term (trace 16)")
  void aShieldedPrepareEndsNothing() {
    Cell cell = Cell.formed();
    VoterStep step = cell.tell(Given.B, Given.W, new Message.Prepare(HIGHER, false));
    assertThat(cell.leaders()).containsExactly(Given.W);
    assertThat(step.persist()).isEmpty();
    assertThat(Cell.sent(step))
        .contains(new Message.PrepareRefused(HIGHER, cell.of(Given.W).replica().promised(), true));
  }

  @Test
  @DisplayName("L4: nothing is proposed in the old term after a hand-over's Prepare was promised")
  void aPromisedPrepareEndsTheLead() {
    Cell cell = Cell.formed();
    cell.tell(Given.B, Given.W, new Message.Prepare(HIGHER, true));
    assertThat(cell.leaders()).isEmpty();
    assertThat(cell.of(Given.W).replica().promised()).isEqualTo(HIGHER);
    assertThat(cell.of(Given.W).highestTerm()).isEqualTo(HIGHER);
  }

  @Test
  @DisplayName("L4: a command under way is not taken for done by the next term's first commit")
  void aDroppedCommandIsNotConfirmedLater() {
    Cell cell = commanded();
    VoterStep step = cell.tell(Given.B, Given.W, new Message.Prepare(HIGHER, true));
    assertThat(answers(step)).singleElement().isInstanceOf(CommandResult.Refused.class);
    assertThat(cell.of(Given.W).proposer()).isEmpty();
    assertThat(cell.of(Given.W).asks()).isEmpty();
  }

  @Test
  @DisplayName("L4: a living leader of a higher term ends the lead as well")
  void aHigherLeadersBeatEndsTheLead() {
    Cell cell = commanded();
    VoterStep step = cell.tell(Given.B, Given.W, new Message.Beat(HIGHER, Revision.NONE, 1));
    assertThat(cell.leaders()).isEmpty();
    assertThat(cell.of(Given.W).leader()).contains(Given.B);
    assertThat(cell.of(Given.W).highestTerm()).isEqualTo(HIGHER);
    assertThat(answers(step)).singleElement().isInstanceOf(CommandResult.Refused.class);
  }

  @Test
  @DisplayName("L3: two leaders of one term are a bug, and it is said")
  void twoLeadersOfOneTermAreABug() {
    Cell cell = Cell.formed();
    Message beat = new Message.Beat(cell.leading(Given.W).term(), Revision.NONE, 1);
    assertThatThrownBy(() -> cell.tell(Given.B, Given.W, beat))
        .isInstanceOf(Invariants.InvariantViolation.class)
        .hasMessageContaining("one leader a term: b");
  }

  @Test
  @DisplayName(
      "L4: an old leader's repeated Accept is acked, but its term is not followed any more")
  void anOldLeadersAcceptIsNoSignOfLife() {
    Cell cell = Cell.formed();
    var entry = cell.of(Given.A).replica().accepted().orElseThrow();
    cell.run(Duration.ofSeconds(2));
    cell.tell(Given.B, Given.A, new Message.Prepare(HIGHER, true));
    cell.tell(Given.W, Given.A, new Message.Accept(entry));
    assertThat(cell.of(Given.A).leader()).isEmpty();
  }

  /** w leads; one command waits and the event of another is under way. */
  private static Cell commanded() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    VoterState leading = cell.of(Given.W);
    cell.voters.put(
        Given.W,
        leading
            .withAsks(List.of(new VoterState.Ask(Given.W, 8, PAUSE)))
            .withProposer(new VoterState.Ask(Given.W, 7, PAUSE)));
    return cell;
  }

  private static List<CommandResult> answers(VoterStep step) {
    return step.effects().stream()
        .filter(Effect.Answer.class::isInstance)
        .map(answer -> ((Effect.Answer) answer).result())
        .toList();
  }
}
