package dev.regent.controller.voter;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.Tenure;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.message.Command;
import java.util.List;
import java.util.Optional;

/**
 * Everything a voter is at one moment. Only {@code replica} is durable.
 *
 * @param highestTerm the highest term promised or seen; a candidacy uses one above it (L1)
 * @param watch whose renewals this voter watches (R1)
 * @param asks commands that wait for the proposal under way
 * @param reachable Akka's opinion, a hint
 * @param formation the exchange that this voter coordinates, while unformed (L6)
 * @param tenure what a leader remembers while it leads
 * @param proposer whose command the proposal under way carries out
 */
public record VoterState(
    VoterSetup setup,
    Replica replica,
    Term highestTerm,
    Leadership leadership,
    LeaseSlot slot,
    Watch watch,
    Board board,
    List<Ask> asks,
    List<NodeId> reachable,
    Optional<Exchange> formation,
    Tenure tenure,
    Optional<Ask> proposer) {

  /** A command and who waits for its answer. */
  public record Ask(NodeId from, long id, Command command) {}

  /** A formation exchange under way: who confirmed the vector so far. */
  public record Exchange(
      long number, List<Voter> vector, List<Voter> confirmed, MonotonicTime startedAt) {}

  /** Who leads, as far as this voter knows. */
  public Optional<NodeId> leader() {
    return switch (leadership) {
      case Leadership.Following following -> following.leader();
      case Leadership.Asking asking -> Optional.empty();
      case Leadership.Candidate candidate -> Optional.empty();
      case Leadership.Leading leading -> Optional.of(setup.self());
    };
  }

  public boolean isLeading() {
    return leadership instanceof Leadership.Leading;
  }

  VoterState with(Replica next) {
    return new VoterState(
        setup,
        next,
        next.promised().isAbove(highestTerm) ? next.promised() : highestTerm,
        leadership,
        slot,
        watch,
        board,
        asks,
        reachable,
        formation,
        tenure,
        proposer);
  }

  VoterState with(Leadership next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        next,
        slot,
        watch,
        board,
        asks,
        reachable,
        formation,
        tenure,
        proposer);
  }

  VoterState with(LeaseSlot next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        leadership,
        next,
        watch,
        board,
        asks,
        reachable,
        formation,
        tenure,
        proposer);
  }

  VoterState with(Watch next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        leadership,
        slot,
        next,
        board,
        asks,
        reachable,
        formation,
        tenure,
        proposer);
  }

  VoterState with(Board next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        leadership,
        slot,
        watch,
        next,
        asks,
        reachable,
        formation,
        tenure,
        proposer);
  }

  VoterState withAsks(List<Ask> next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        leadership,
        slot,
        watch,
        board,
        List.copyOf(next),
        reachable,
        formation,
        tenure,
        proposer);
  }

  VoterState withReachable(List<NodeId> next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        leadership,
        slot,
        watch,
        board,
        asks,
        List.copyOf(next),
        formation,
        tenure,
        proposer);
  }

  VoterState withExchange(Optional<Exchange> next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        leadership,
        slot,
        watch,
        board,
        asks,
        reachable,
        next,
        tenure,
        proposer);
  }

  VoterState with(Tenure next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        leadership,
        slot,
        watch,
        board,
        asks,
        reachable,
        formation,
        next,
        proposer);
  }

  VoterState seeing(Term term) {
    return term.isAbove(highestTerm)
        ? new VoterState(
            setup,
            replica,
            term,
            leadership,
            slot,
            watch,
            board,
            asks,
            reachable,
            formation,
            tenure,
            proposer)
        : this;
  }

  VoterState withProposer(Ask ask) {
    return proposing(Optional.of(ask));
  }

  VoterState withoutProposer() {
    return proposing(Optional.empty());
  }

  private VoterState proposing(Optional<Ask> next) {
    return new VoterState(
        setup,
        replica,
        highestTerm,
        leadership,
        slot,
        watch,
        board,
        asks,
        reachable,
        formation,
        tenure,
        next);
  }
}
