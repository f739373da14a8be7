package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.controller.ledger.Genesis;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Given;
import dev.regent.controller.role.ReportBuilder;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Round;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L5: a voter is total: every input has a defined answer in every state")
class VoterMatrixTest {
  private static final SlotReport SLOT =
      new SlotReport(Optional.empty(), true, 0, Optional.empty(), 0, true);
  private static final List<Term> TERMS = List.of(new Term(1), new Term(3), new Term(9));

  @Test
  @DisplayName("L5: every kind of message, of an old, the present and a coming term")
  void everyMessageIsAnswered() {
    TreeSet<String> kinds = new TreeSet<>();
    for (VoterState state : states()) {
      for (Term term : TERMS) {
        for (NodeId from : List.of(Given.A, Given.B, Given.W)) {
          for (Message message : messages(term)) {
            kinds.add(message.getClass().getSimpleName());
            assertAnswered(state, from, message);
          }
        }
      }
    }
    assertThat(kinds).hasSize(Message.class.getPermittedSubclasses().length);
  }

  @Test
  @DisplayName("L5: every other input")
  void everyInputIsAnswered() {
    List<VoterInput> inputs =
        List.of(
            new VoterInput.Recovered(new Incarnation(5)),
            new VoterInput.Wake(),
            new VoterInput.Asked(1, new Command.Pause("ann")),
            new VoterInput.Asked(2, new Command.Failover(Optional.empty(), true, "ann")),
            new VoterInput.Reachable(List.of(Given.A)),
            new VoterInput.PersistTook(Duration.ofHours(1)));
    for (VoterState state : states()) {
      for (VoterInput input : inputs) {
        for (Duration later : List.of(Duration.ZERO, Duration.ofSeconds(30))) {
          var now = Given.NOW.plus(later);
          VoterStep step = Voter.decide(state, input, now, Given.WALL);
          assertThat(Voter.nextWake(step.next())).isNotNull();
        }
      }
    }
  }

  @Test
  @DisplayName("L2: one revision with two contents stops the voter and says so")
  void twoContentsStopTheVoter() {
    VoterState state = voter(Given.primary());
    Entry mine = state.replica().accepted().orElseThrow();
    Entry other =
        new Entry(
            mine.revision(),
            mine.previous(),
            new LedgerEvent.LeaderElected(Given.B),
            mine.state(),
            mine.at());
    assertThatThrownBy(() -> tell(state, Given.A, new Message.Accept(other)))
        .isInstanceOf(Invariants.InvariantViolation.class)
        .hasMessageContaining("L2");
  }

  private static void assertAnswered(VoterState state, NodeId from, Message message) {
    VoterStep step = tell(state, from, message);
    assertThat(Voter.nextWake(step.next())).isNotNull();
    assertThat(step.next().replica().promised().compareTo(state.replica().promised()))
        .as("L1: a promise never falls, after %s", message)
        .isGreaterThanOrEqualTo(0);
    assertThat(state.replica().acceptedRevision().isAbove(step.next().replica().acceptedRevision()))
        .as("L2: what was accepted never falls, after %s", message)
        .isFalse();
  }

  private static VoterStep tell(VoterState state, NodeId from, Message message) {
    Cell cell = new Cell();
    cell.voters.put(state.setup().self(), state);
    cell.voters.putIfAbsent(from, state);
    return Voter.decide(
        state,
        new VoterInput.Received(cell.envelope(from, state.setup().self(), message)),
        Given.NOW,
        Given.WALL);
  }

  /** Unformed, learner, voter, asking, candidate and leader; the leader in every phase. */
  private static List<VoterState> states() {
    List<VoterState> all = new ArrayList<>();
    Cell blank = Cell.blank();
    all.add(blank.of(Given.A));
    all.add(
        Voter.initial(
            Cell.setup(Given.A),
            new Replica(
                Given.A,
                Optional.of(Given.successor(Given.A).incarnation()),
                Term.ZERO,
                Optional.empty(),
                V3OpinionTest.journal(Given.A, Given.primary()).accepted(),
                Optional.empty(),
                false),
            Given.NOW));
    for (Phase phase : Given.phases()) {
      all.add(voter(phase));
      all.addAll(standing(phase));
    }
    return all;
  }

  private static VoterState voter(Phase phase) {
    return Voter.initial(Cell.setup(Given.A), V3OpinionTest.journal(Given.A, phase), Given.NOW);
  }

  /** The same voter while it asks, while it stands, and while it leads. */
  private static List<VoterState> standing(Phase phase) {
    VoterState state = voter(phase);
    var due = Given.NOW.plus(Duration.ofSeconds(30));
    VoterState asking = Voter.decide(state, new VoterInput.Wake(), due, Given.WALL).next();
    var term = state.highestTerm().next();
    VoterState candidate =
        tell(asking, Given.B, new Message.PreVoteReply(term, true, Given.voter(Given.B), term))
            .next();
    Message promise =
        new Message.Promise(
            term, Given.voter(Given.B), V3OpinionTest.journal(Given.B, phase).accepted(), SLOT);
    VoterState leader = tell(candidate, Given.B, promise).next();
    Revision first = leader.replica().acceptedRevision();
    VoterState active =
        tell(
                tell(leader, Given.A, new Message.Accepted(first, Given.voter(Given.A))).next(),
                Given.B,
                new Message.Accepted(first, Given.voter(Given.B)))
            .next();
    assertThat(active.isLeading()).isTrue();
    return List.of(asking, candidate, leader, active);
  }

  private static List<Message> messages(Term term) {
    List<Message> all = new ArrayList<>(ledgerMessages(term));
    all.addAll(otherMessages(new Revision(term, 17)));
    return all;
  }

  private static List<Message> ledgerMessages(Term term) {
    var voter = Given.voter(Given.B);
    var vector = Given.voters().voters();
    Entry genesis = Genesis.of(vector, "hash", ProtectionMode.AVAILABILITY, Given.LEASE.ttl());
    // A revision that nobody of this test proposes: two contents are another test's.
    Entry entry =
        new Entry(
            new Revision(term, 50),
            Revision.NONE,
            new LedgerEvent.LeaderElected(Given.B),
            Given.state(Given.primary()),
            Given.WALL);
    return List.of(
        new Message.Hello(voter.incarnation(), 0, "hash", "machine", Optional.empty()),
        new Message.Hello(voter.incarnation(), 0, "other", "machine", Optional.empty()),
        new Message.ConfirmVector(1, vector),
        new Message.VectorConfirmed(1, vector, voter),
        new Message.Form(1, genesis),
        new Message.PreVote(term, Given.REVISION),
        new Message.PreVoteReply(term, true, voter, term),
        new Message.Prepare(term, false),
        new Message.Prepare(term, true),
        new Message.Promise(term, voter, Optional.of(entry), SLOT),
        new Message.Promise(term, voter, Optional.empty(), SLOT),
        new Message.PrepareRefused(term, term, false),
        new Message.Accept(entry),
        new Message.Accepted(entry.revision(), voter),
        new Message.AcceptRefused(entry.revision(), term),
        new Message.Beat(term, entry.revision(), 1),
        new Message.BeatReply(term, 1, voter, entry.revision(), SLOT),
        new Message.HandOver(term));
  }

  private static List<Message> otherMessages(Revision revision) {
    var report = ReportBuilder.primary(Given.A).build();
    return List.of(
        new Message.LeaseRequest(Given.T1, Given.ON_A, new Round(1)),
        new Message.LeaseAck(Given.T1, Given.ON_A, new Round(1), Given.voter(Given.B), revision),
        new Message.LeaseRefused(Given.T1, Given.ON_A, new Round(1), "why"),
        new Message.Release(Given.T1, Given.ON_A, new Round(1)),
        new Message.ReleaseAck(Given.T1, Given.ON_A, new Round(1), Given.voter(Given.B)),
        new Instruction(
            Given.ON_A,
            revision,
            revision.term(),
            Given.voters(),
            Optional.empty(),
            new Desired.Stand()),
        new Message.ReportRequest(Given.ON_A, revision, 1),
        new Message.Report(report),
        new Message.CommandRequest(1, new Command.Pause("ann")),
        new Message.CommandReply(1, new CommandResult.Accepted(revision)));
  }
}
