package dev.regent.simulation.search;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.Tenure;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.Watch;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.message.Message;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A voter's state without its clock: the search of the ledger tells each timer when to run out,
 * which is every speed of every clock at once. Also without its lease slot, without whom it last
 * heard, and with acks and promises in order and counted once, as the core counts them.
 */
final class Timeless implements VoterSteps.Forgetting {
  /** The moment at which everything happens. */
  static final MonotonicTime NOW = MonotonicTime.ZERO.plus(Cast.LONG.multipliedBy(10));

  /** Later than every timer. */
  static final MonotonicTime LATE = NOW.plus(Cast.LONG.multipliedBy(2));

  private static final MonotonicTime LONG_AGO = NOW.minus(Cast.LONG.multipliedBy(5));
  private static final Comparator<Voter> ORDER =
      Comparator.comparing(Voter::node).thenComparingLong(voter -> voter.incarnation().value());

  @Override
  public VoterState apply(VoterState state) {
    return new VoterState(
        state.setup(),
        state.replica(),
        state.highestTerm(),
        leadership(state),
        new LeaseSlot.Empty(),
        new Watch(Optional.empty(), NOW, NOW, true),
        board(state.board().hellos()),
        state.asks(),
        List.of(),
        Optional.empty(),
        tenure(),
        Optional.empty());
  }

  private static Leadership leadership(VoterState state) {
    return switch (state.leadership()) {
      case Leadership.Following following ->
          new Leadership.Following(
              Optional.empty(), Term.ZERO, NOW, NOW.plus(Cast.LONG), MonotonicTime.ZERO);
      case Leadership.Asking asking ->
          new Leadership.Asking(asking.term(), asking.willing(), NOW.plus(Cast.LONG));
      case Leadership.Candidate candidate ->
          new Leadership.Candidate(
              candidate.term(),
              candidate.promises().stream()
                  .sorted(Comparator.comparing(Message.Promise::voter, ORDER))
                  .toList(),
              candidate.handOver(),
              NOW.plus(Cast.LONG));
      case Leadership.Leading leading -> leading(state, leading);
    };
  }

  /** Its beat is always due, and its contacts suffice until it is told that they do not. */
  private static Leadership leading(VoterState state, Leadership.Leading leading) {
    List<Leadership.Contact> contacts =
        leading.committed().state().voters().voters().stream()
            .filter(voter -> !voter.node().equals(state.setup().self()))
            .map(voter -> new Leadership.Contact(voter, NOW, Revision.NONE))
            .toList();
    return new Leadership.Leading(
        leading.term(),
        leading.committed(),
        leading.active(),
        leading.pending().map(Timeless::pending),
        NOW.minus(Cast.ELECTION.beatInterval()),
        contacts);
  }

  private static Leadership.Pending pending(Leadership.Pending pending) {
    return new Leadership.Pending(
        pending.entry(),
        pending.electorate(),
        pending.acks().stream().distinct().sorted(ORDER).toList(),
        NOW);
  }

  /** What a leader was told of reports and slots is for role decisions, which are not searched. */
  private static Board board(SortedMap<NodeId, Board.Heard<Message.Hello>> hellos) {
    return new Board(
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        hellos,
        Collections.emptySortedMap());
  }

  /** L7's wait is over at any moment: it guards leases, not the ledger. */
  private static Tenure tenure() {
    return Tenure.since(LONG_AGO);
  }
}
