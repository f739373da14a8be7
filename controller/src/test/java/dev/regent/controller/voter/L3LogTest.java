package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.ledger.Genesis;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Given;
import dev.regent.controller.role.ReportBuilder;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L3, L4, L6, L8: the log says what a voter did, and why")
class L3LogTest {
  @Test
  @DisplayName("L3, L6: that it formed, leads, and what was committed")
  void formedAndLeading() {
    Cell cell = Cell.formed();
    String formation = cell.of(Given.A).replica().state().orElseThrow().formation().toString();
    for (NodeId node : Cell.ORDER) {
      assertThat(notes(cell, node)).contains("formed formation=" + formation);
    }
    String term = cell.leading(Given.W).term().toString();
    assertThat(notes(cell, Given.W))
        .anyMatch(note -> note.startsWith("leading term=" + term + " from revision="))
        .anyMatch(note -> note.startsWith("committed revision="));
  }

  @Test
  @DisplayName("L4: that it stopped leading because of a higher term")
  void overtaken() {
    Cell cell = Cell.formed();
    cell.tell(Given.A, Given.W, new Message.AcceptRefused(Revision.NONE, new Term(40)));
    assertThat(notes(cell, Given.W)).contains("stopped leading: met term " + new Term(40));
  }

  @Test
  @DisplayName("L8: that it stopped leading without acks, and which entry waited for them")
  void stuck() {
    Cell cell = Cell.formed();
    cell.cut(envelope ->
        envelope.message() instanceof Message.Accepted && !envelope.from().equals(Given.W));
    cell.reports(ReportBuilder.standby(Given.A).build());
    cell.reports(ReportBuilder.standby(Given.B).build());
    Revision waits = cell.leading(Given.W).pending().orElseThrow().entry().revision();
    cell.run(Given.TIMEOUT.plus(Given.ELECTION.beatInterval()));
    assertThat(notes(cell, Given.W))
        .contains("stopped leading: no majority acked revision=" + waits + " for " + Given.TIMEOUT);
  }

  @Test
  @DisplayName("L6: that a new journal was admitted, and at which entry")
  void admitted() {
    Cell cell = Cell.formed();
    cell.start(Given.B, Replica.blank(Given.B), Given.successor(Given.B).incarnation());
    cell.run(Duration.ofSeconds(10));
    assertThat(notes(cell, Given.B)).anyMatch(note -> note.startsWith("admitted as a voter at "));
  }

  @Test
  @DisplayName("L6: that a genesis was refused, both formations named")
  void refusedGenesis() {
    Cell cell = Cell.blank();
    cell.cut(envelope -> true);
    var vector = List.of(Given.voter(Given.W), Given.voter(Given.A), Given.voter(Given.B));
    var other = List.of(Given.voter(Given.W), Given.voter(Given.A), Given.successor(Given.B));
    cell.tell(Given.W, Given.A, new Message.ConfirmVector(1, vector));
    var theirs = Genesis.of(other, "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl());
    var ours = Genesis.of(vector, "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl());
    cell.tell(Given.W, Given.A, new Message.Form(1, theirs));
    assertThat(notes(cell, Given.A))
        .contains(
            "a genesis does not match the vector confirmed here: theirs=%s ours=%s"
                .formatted(theirs.state().formation(), ours.state().formation()));
  }

  private static List<String> notes(Cell cell, NodeId node) {
    return cell.steps.stream()
        .filter(step -> step.next().setup().self().equals(node))
        .flatMap(step -> step.effects().stream())
        .filter(Effect.Note.class::isInstance)
        .map(effect -> ((Effect.Note) effect).text())
        .toList();
  }
}
