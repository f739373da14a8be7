package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Given;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L1, L3: how a candidacy begins, and what a new leader does first")
class L1CandidacyTest {

  @Test
  @DisplayName(
      "L1: the term is persisted at home in the step that sends the first Prepare, not early")
  void theTermIsDurableBeforeTheFirstPrepare() {
    Cell cell = Cell.formed();
    long candidacies = 0;
    for (VoterStep step : cell.steps) {
      boolean prepares = Cell.sent(step).stream().anyMatch(Message.Prepare.class::isInstance);
      if (prepares) {
        candidacies++;
        assertThat(step.persist()).anyMatch(JournalEvent.PromiseMade.class::isInstance);
      }
      assertThat(step.early().stream().map(Object::toString))
          .noneMatch(early -> early.contains("Prepare"));
    }
    assertThat(candidacies).isPositive();
  }

  @Test
  @DisplayName("L1: a candidacy uses a term above every one seen")
  void theTermIsAboveEveryOneSeen() {
    Cell cell = Cell.formed();
    cell.tell(
        Given.B,
        Given.A,
        new Message.PreVoteReply(new Term(2), false, Given.voter(Given.B), new Term(40)));
    cell.isolate(Given.W);
    cell.run(Duration.ofSeconds(5));
    assertThat(cell.leaders()).isNotEmpty();
    assertThat(cell.of(Given.A).replica().promised().number()).isGreaterThan(40);
  }

  @Test
  @DisplayName(
      "L1: a term is never resumed: whoever restarts follows, and stands with a new one (trace 8)")
  void aTermIsNeverResumed() {
    Cell cell = Cell.formed();
    Term before = cell.leading(Given.W).term();
    cell.restart(Given.W);
    assertThat(cell.of(Given.W).leadership()).isInstanceOf(Leadership.Following.class);
    cell.run(Duration.ofSeconds(5));
    assertThat(cell.leaders()).hasSize(1);
    assertThat(cell.leading(cell.leaders().getFirst()).term().isAbove(before)).isTrue();
  }

  @Test
  @DisplayName("L3: the adopted state is first re-proposed under the own term")
  void aNewLeaderReproposesTheState() {
    Cell cell = Cell.formed();
    var before = cell.of(Given.A).replica().accepted().orElseThrow();
    cell.isolate(Given.W);
    cell.run(Duration.ofSeconds(5));
    var after = cell.of(Given.A).replica().accepted().orElseThrow();
    assertThat(after.event()).isInstanceOf(LedgerEvent.LeaderElected.class);
    assertThat(after.state()).isEqualTo(before.state());
    assertThat(after.previous()).isEqualTo(before.revision());
  }

  @Test
  @DisplayName("L3: a lone promise elects nobody")
  void withoutAMajorityNobodyLeads() {
    Cell cell = Cell.formed();
    cell.cut(envelope -> true);
    cell.run(Duration.ofSeconds(10));
    assertThat(cell.leaders()).isEmpty();
  }
}
