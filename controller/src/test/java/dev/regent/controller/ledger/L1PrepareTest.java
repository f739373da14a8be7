package dev.regent.controller.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Term;
import dev.regent.protocol.journal.JournalEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L1: a promise is made once, durably, and upwards only")
class L1PrepareTest {
  private static final Replica PROMISED_3_TO_W = Ledgers.voter(Given.B);

  @Test
  @DisplayName("L1: above the promise it is persisted, then answered")
  void aHigherTermIsPersisted() {
    assertThat(prepare(4, Given.A))
        .isEqualTo(
            new Acceptor.PrepareVerdict.Promise(
                List.of(new JournalEvent.PromiseMade(new Term(4), Given.A))));
  }

  @Test
  @DisplayName("L1: the same promise again is answered again, and not persisted again")
  void theSamePromiseIsRepeated() {
    assertThat(prepare(3, Given.W)).isEqualTo(new Acceptor.PrepareVerdict.Promise(List.of()));
  }

  @Test
  @DisplayName("L1: one term is promised to one candidate")
  void oneTermIsPromisedOnce() {
    assertThat(prepare(3, Given.A)).isEqualTo(new Acceptor.PrepareVerdict.Refuse(false));
  }

  @Test
  @DisplayName("L1: a lower term is rejected")
  void aLowerTermIsRejected() {
    assertThat(prepare(2, Given.W)).isEqualTo(new Acceptor.PrepareVerdict.Refuse(false));
  }

  @Test
  @DisplayName("L1: the promise is durable: it comes back with the journal")
  void thePromiseIsInTheJournal() {
    Replica after = PROMISED_3_TO_W.apply(new JournalEvent.PromiseMade(new Term(4), Given.A));
    assertThat(after.promised()).isEqualTo(new Term(4));
    assertThat(after.promisedTo()).contains(Given.A);
  }

  @Test
  @DisplayName("L8: shielded by a living leader, nothing is promised or persisted")
  void aShieldedVoterPromisesNothing() {
    assertThat(Acceptor.prepare(PROMISED_3_TO_W, new Term(4), Given.A, true))
        .isEqualTo(new Acceptor.PrepareVerdict.Refuse(true));
  }

  private static Acceptor.PrepareVerdict prepare(long term, NodeId candidate) {
    return Acceptor.prepare(PROMISED_3_TO_W, new Term(term), candidate, false);
  }
}
