package dev.regent.controller.voter;

import dev.regent.controller.ledger.Acceptor;
import dev.regent.controller.ledger.Ballot;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Board;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a leader of the ledger is found: L1, L3, L4, L8, and R7's hand-over. */
final class Elections {
  private Elections() {}

  /** L8: whether a leader is alive as far as this voter knows. */
  static boolean isShielded(Turn turn) {
    var timeout = turn.setup().election().electionTimeout();
    return switch (turn.state().leadership()) {
      case Leadership.Following following ->
          following.leader().isPresent()
              && turn.now().since(following.heardAt()).compareTo(timeout) < 0;
      case Leadership.Asking asking -> false;
      case Leadership.Candidate candidate -> false;
      case Leadership.Leading leading ->
          Leader.hasMajorityContact(turn, leading) && !Leader.isStuck(turn, leading);
    };
  }

  /** Asks a majority first, persisting nothing, so that a cut-off voter raises no term. */
  static void ask(Turn turn) {
    if (!turn.replica().isVoter()) {
      return;
    }
    Term term = turn.state().highestTerm().next();
    turn.become(
        turn.state()
            .with(
                new Leadership.Asking(
                    term,
                    List.of(turn.replica().signature()),
                    turn.now().plus(turn.setup().election().electionTimeout()))));
    turn.sendOthers(new Message.PreVote(term, turn.replica().acceptedRevision()));
    proceed(turn);
  }

  static void preVote(Turn turn, NodeId from, Message.PreVote preVote) {
    if (!turn.replica().isVoter()) {
      return;
    }
    Term promised = turn.replica().promised();
    boolean granted = preVote.term().isAbove(promised) && !isShielded(turn);
    turn.send(
        from,
        new Message.PreVoteReply(preVote.term(), granted, turn.replica().signature(), promised));
  }

  static void preVoteReply(Turn turn, Message.PreVoteReply reply) {
    turn.become(turn.state().seeing(reply.promised()));
    if (turn.state().leadership() instanceof Leadership.Asking asking
        && asking.term().equals(reply.term())
        && reply.granted()) {
      List<Voter> willing = new ArrayList<>(asking.willing());
      willing.add(reply.voter());
      turn.become(
          turn.state()
              .with(new Leadership.Asking(asking.term(), List.copyOf(willing), asking.until())));
      proceed(turn);
    }
  }

  private static void proceed(Turn turn) {
    if (turn.state().leadership() instanceof Leadership.Asking asking
        && turn.replica().state().orElseThrow().voters().isMajority(asking.willing())) {
      stand(turn, asking.term(), false);
    }
  }

  /** L1: the candidacy's term is durable at home before the first Prepare leaves. */
  static void stand(Turn turn, Term term, boolean handOver) {
    turn.persist(new JournalEvent.PromiseMade(term, turn.setup().self()));
    MonotonicTime until = turn.now().plus(turn.setup().election().electionTimeout());
    turn.become(turn.state().with(new Leadership.Candidate(term, List.of(), handOver, until)));
    turn.sendOthers(new Message.Prepare(term, handOver));
    promise(
        turn,
        new Message.Promise(
            term, turn.replica().signature(), turn.replica().accepted(), turn.slotReport()));
  }

  static void prepare(Turn turn, NodeId from, Message.Prepare prepare) {
    boolean shielded = isShielded(turn) && !prepare.handOver();
    switch (Acceptor.prepare(turn.replica(), prepare.term(), from, shielded)) {
      case Acceptor.PrepareVerdict.Promise promise -> {
        promise.persist().forEach(turn::persist);
        if (!promise.persist().isEmpty()) {
          turn.follow(Optional.empty(), turn.electionDue());
        }
        turn.send(
            from,
            new Message.Promise(
                prepare.term(),
                turn.replica().signature(),
                turn.replica().accepted(),
                turn.slotReport()));
      }
      case Acceptor.PrepareVerdict.Refuse refuse ->
          turn.send(
              from,
              new Message.PrepareRefused(
                  prepare.term(), turn.replica().promised(), refuse.shielded()));
      case Acceptor.PrepareVerdict.Ignore ignore -> {}
    }
  }

  static void refused(Turn turn, Message.PrepareRefused refused) {
    turn.become(turn.state().seeing(refused.promised()));
    boolean overtaken =
        turn.state().leadership() instanceof Leadership.Candidate candidate
            && candidate.term().equals(refused.term())
            && !refused.shielded();
    if (overtaken) {
      turn.follow(Optional.empty(), turn.electionDue());
    }
  }

  static void promise(Turn turn, Message.Promise promise) {
    var accepted = promise.accepted().map(Entry::revision).orElse(Revision.NONE);
    var told = new Board.ToldSlot(promise.voter(), accepted, promise.slot());
    turn.become(turn.state().with(turn.state().board().with(told, turn.now())));
    if (!(turn.state().leadership() instanceof Leadership.Candidate candidate)
        || !candidate.term().equals(promise.term())) {
      return;
    }
    List<Message.Promise> promises = new ArrayList<>(candidate.promises());
    promises.removeIf(known -> known.voter().isSame(promise.voter()));
    promises.add(promise);
    turn.become(
        turn.state()
            .with(
                new Leadership.Candidate(
                    candidate.term(),
                    List.copyOf(promises),
                    candidate.handOver(),
                    candidate.until())));
    if (Ballot.count(promises) instanceof Ballot.Count.Won won) {
      Leader.begin(turn, candidate.term(), won.adopted());
    }
  }

  /**
   * R7: the leader asks this voter to stand in its place. Not one that handed over lately: two that
   * are both out of touch with the primary would pass the lead to and fro (trace 27).
   */
  static void handOver(Turn turn, Message.HandOver handOver) {
    boolean fromItsLeader =
        turn.state().leadership() instanceof Leadership.Following following
            && following.term().equals(handOver.term())
            && turn.now().isAtLeast(following.restsUntil());
    if (fromItsLeader && turn.replica().isVoter()) {
      stand(turn, turn.state().highestTerm().next(), true);
    }
  }
}
