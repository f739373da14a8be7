package dev.regent.controller.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L2: what is accepted, and what is acked again")
class L2AcceptTest {
  private static final Replica REPLICA = Ledgers.voter(Given.B);

  @Test
  @DisplayName("L2: at the promise and above what was accepted it is persisted")
  void aHigherRevisionIsStored() {
    Entry entry = Ledgers.entry(Given.revision(3, 18));
    assertThat(Acceptor.accept(REPLICA, entry)).isEqualTo(store(entry));
  }

  @Test
  @DisplayName("L2: a higher term raises the promise")
  void aHigherTermRaisesThePromise() {
    Entry entry = Ledgers.entry(Given.revision(5, 18));
    Replica after = REPLICA.apply(new JournalEvent.EntryAccepted(entry));
    assertThat(after.promised()).isEqualTo(new Term(5));
    assertThat(after.promisedTo()).isEmpty();
  }

  @Test
  @DisplayName("L2: below the promise it is rejected, whatever its index")
  void belowThePromiseItIsRejected() {
    Replica promised = REPLICA.apply(new JournalEvent.PromiseMade(new Term(4), Given.A));
    assertThat(Acceptor.accept(promised, Ledgers.entry(Given.revision(3, 99))))
        .isEqualTo(new Acceptor.AcceptVerdict.Refuse());
  }

  @Test
  @DisplayName("L2: not above what was accepted it is rejected")
  void anOlderRevisionIsRejected() {
    assertThat(Acceptor.accept(REPLICA, Ledgers.entry(Given.revision(3, 16))))
        .isEqualTo(new Acceptor.AcceptVerdict.Refuse());
  }

  @Test
  @DisplayName("L2: the same revision and content is acked again")
  void theSameEntryIsAckedAgain() {
    assertThat(Acceptor.accept(REPLICA, Ledgers.entry(Given.REVISION)))
        .isEqualTo(new Acceptor.AcceptVerdict.Again());
  }

  @Test
  @DisplayName("L2: the same revision with other content is a bug, and said so (trace 8)")
  void otherContentIsABug() {
    Entry mine = Ledgers.entry(Given.REVISION);
    Entry other =
        new Entry(
            mine.revision(),
            mine.previous(),
            new LedgerEvent.LeaderElected(Given.W),
            mine.state(),
            mine.at());
    assertThat(Acceptor.accept(REPLICA, other))
        .isEqualTo(new Acceptor.AcceptVerdict.Conflict(Given.REVISION));
  }

  private static Acceptor.AcceptVerdict store(Entry entry) {
    return new Acceptor.AcceptVerdict.Store(List.of(new JournalEvent.EntryAccepted(entry)));
  }
}
