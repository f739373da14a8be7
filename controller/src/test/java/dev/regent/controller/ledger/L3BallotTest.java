package dev.regent.controller.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L3: a majority of promises wins; the highest accepted state is adopted")
class L3BallotTest {
  private static final Entry LOW = Ledgers.entry(Given.revision(3, 17));
  private static final Entry HIGH = Ledgers.entry(Given.revision(4, 5));

  @Test
  @DisplayName("L3: one promise of three is no majority")
  void oneIsNoMajority() {
    assertThat(Ballot.count(List.of(Ledgers.promise(Given.voter(Given.A), LOW))))
        .isEqualTo(new Ballot.Count.Pending());
  }

  @Test
  @DisplayName("L3: the highest accepted entry is adopted: a higher term before a higher index")
  void theHighestIsAdopted() {
    assertThat(
            Ballot.count(
                List.of(
                    Ledgers.promise(Given.voter(Given.A), HIGH),
                    Ledgers.promise(Given.voter(Given.W), LOW))))
        .isEqualTo(new Ballot.Count.Won(HIGH));
  }

  @Test
  @DisplayName("L3: one voter counts once")
  void oneVoterCountsOnce() {
    assertThat(
            Ballot.count(
                List.of(
                    Ledgers.promise(Given.voter(Given.A), LOW),
                    Ledgers.promise(Given.voter(Given.A), LOW))))
        .isEqualTo(new Ballot.Count.Pending());
  }

  @Test
  @DisplayName("L6: a promise under an incarnation that the state does not name does not count")
  void aLostJournalDoesNotCount() {
    assertThat(
            Ballot.count(
                List.of(
                    Ledgers.promise(Given.voter(Given.A), LOW),
                    Ledgers.promise(Given.successor(Given.B), LOW))))
        .isEqualTo(new Ballot.Count.Pending());
  }

  @Test
  @DisplayName("L2, L3: a proposal follows the adopted one, in the leader's term")
  void aProposalFollows() {
    Entry next =
        Ballot.propose(HIGH, new Term(9), new LedgerEvent.LeaderElected(Given.B), Given.WALL);
    assertThat(next.revision()).isEqualTo(Given.revision(9, 6));
    assertThat(next.previous()).isEqualTo(HIGH.revision());
  }

  @Test
  @DisplayName(
      "L6: a change of voters is decided by the old set; the newcomer's ack is none (trace 9)")
  void aNewcomerDoesNotDecideItsOwnAdmission() {
    Entry change =
        Ballot.propose(
            LOW, new Term(9), new LedgerEvent.VoterReplaced(Given.successor(Given.B)), Given.WALL);
    Leadership.Pending pending =
        Ballot.track(LOW, change, Given.NOW)
            .acked(Given.voter(Given.A))
            .acked(Given.successor(Given.B));
    assertThat(pending.isCommitted()).isFalse();
    assertThat(pending.acked(Given.voter(Given.W)).isCommitted()).isTrue();
  }
}
