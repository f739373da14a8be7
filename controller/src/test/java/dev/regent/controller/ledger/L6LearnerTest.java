package dev.regent.controller.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L6: formation's genesis, and a voter whose journal was lost")
class L6LearnerTest {
  private static final Replica LEARNER = Ledgers.learner(Given.B, Ledgers.withSuccessor(Given.B));

  @Test
  @DisplayName("L6: genesis is a pure function of the vector and the settings hash")
  void genesisIsPure() {
    List<Voter> vector = Given.voters().voters();
    Entry genesis = Genesis.of(vector, "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl());
    assertThat(
            Genesis.of(vector.reversed(), "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl()))
        .isEqualTo(genesis);
    assertThat(
            formation(Genesis.of(vector, "other", ProtectionMode.AVAILABILITY, Given.LEASE.ttl())))
        .isNotEqualTo(formation(genesis));
    List<Voter> lost =
        List.of(Given.voter(Given.A), Given.successor(Given.B), Given.voter(Given.W));
    assertThat(formation(Genesis.of(lost, "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl())))
        .isNotEqualTo(formation(genesis));
  }

  @Test
  @DisplayName("L6: whoever genesis names votes from its acceptance on")
  void aFounderVotes() {
    Entry genesis =
        Genesis.of(Given.voters().voters(), "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl());
    Replica fresh =
        Replica.blank(Given.B).apply(new JournalEvent.Created(Given.voter(Given.B).incarnation()));
    assertThat(fresh.isVoter()).isFalse();
    assertThat(store(fresh, genesis).isVoter()).isTrue();
  }

  @Test
  @DisplayName("L6: a learner answers no Prepare")
  void aLearnerDoesNotPromise() {
    assertThat(Acceptor.prepare(LEARNER, new Term(9), Given.A, false))
        .isEqualTo(new Acceptor.PrepareVerdict.Ignore());
  }

  @Test
  @DisplayName("L6: a learner stores Accepts, and votes by none of them")
  void aLearnerStores() {
    Replica after =
        store(LEARNER, Ledgers.entry(Given.revision(4, 1), Ledgers.withSuccessor(Given.B)));
    assertThat(after.acceptedRevision()).isEqualTo(Given.revision(4, 1));
    assertThat(after.isNamed()).isTrue();
    assertThat(after.isVoter()).isFalse();
  }

  @Test
  @DisplayName("L6: a learner is admitted when its leader says that the naming entry is committed")
  void aLearnerIsAdmittedByTheCommit() {
    assertThat(Acceptor.isAdmittedBy(LEARNER, Given.REVISION)).isTrue();
    assertThat(Acceptor.isAdmittedBy(LEARNER, Given.revision(3, 16))).isFalse();
  }

  @Test
  @DisplayName("L6: the commit of another leader says nothing of this entry")
  void anotherTermsCommitAdmitsNobody() {
    assertThat(Acceptor.isAdmittedBy(LEARNER, Given.revision(4, 99))).isFalse();
  }

  @Test
  @DisplayName("L6: a learner that the state does not name is not admitted")
  void aStrangerIsNotAdmitted() {
    Replica stranger = Ledgers.learner(Given.B, Given.voters());
    assertThat(Acceptor.isAdmittedBy(stranger, Given.REVISION)).isFalse();
  }

  @Test
  @DisplayName("L6: a voter that was replaced votes no more")
  void aReplacedVoterVotesNoMore() {
    Replica old = Ledgers.voter(Given.B);
    Replica after =
        store(old, Ledgers.entry(Given.revision(3, 18), Ledgers.withSuccessor(Given.B)));
    assertThat(old.isVoter()).isTrue();
    assertThat(after.isVoter()).isFalse();
  }

  private static Object formation(Entry genesis) {
    return genesis.state().formation();
  }

  private static Replica store(Replica replica, Entry entry) {
    Acceptor.AcceptVerdict verdict = Acceptor.accept(replica, entry);
    assertThat(verdict).isInstanceOf(Acceptor.AcceptVerdict.Store.class);
    return Ledgers.after(replica, ((Acceptor.AcceptVerdict.Store) verdict).persist());
  }
}
