package dev.regent.controller.voter;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Acceptor;
import dev.regent.controller.ledger.Leadership;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Term;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.Optional;

/** What a voter does on a leader's word: L2, L4, L6. */
final class Follower {
  private Follower() {}

  static void accept(Turn turn, NodeId from, Entry entry) {
    Acceptor.AcceptVerdict verdict = Acceptor.accept(turn.replica(), entry);
    switch (verdict) {
      case Acceptor.AcceptVerdict.Store store -> {
        store.persist().forEach(turn::persist);
        heard(turn, from, entry.revision().term());
        ack(turn, from, entry);
      }
      case Acceptor.AcceptVerdict.Again again -> {
        heard(turn, from, entry.revision().term());
        ack(turn, from, entry);
      }
      case Acceptor.AcceptVerdict.Refuse refuse -> {
        if (turn.replica().isVoter()
            && turn.replica().promised().isAbove(entry.revision().term())) {
          turn.send(from, new Message.AcceptRefused(entry.revision(), turn.replica().promised()));
        }
      }
      case Acceptor.AcceptVerdict.Conflict conflict ->
          Invariants.require(
              false,
              "L2: one revision has one content, but %s of %s differs from ours at %s"
                  .formatted(entry, from, conflict.revision()));
    }
  }

  private static void ack(Turn turn, NodeId from, Entry entry) {
    if (turn.replica().isVoter()) {
      turn.send(from, new Message.Accepted(entry.revision(), turn.replica().signature()));
    }
  }

  static void beat(Turn turn, NodeId from, Message.Beat beat) {
    if (turn.replica().promised().isAbove(beat.term())) {
      if (turn.replica().isVoter()) {
        turn.send(from, new Message.AcceptRefused(beat.committed(), turn.replica().promised()));
      }
      return;
    }
    heard(turn, from, beat.term());
    if (Acceptor.isAdmittedBy(turn.replica(), beat.committed())) {
      admit(turn);
    }
    Formation.announceTo(turn, from);
    if (turn.replica().incarnation().isPresent()) {
      turn.send(
          from,
          new Message.BeatReply(
              beat.term(),
              beat.sequence(),
              turn.replica().signature(),
              turn.replica().acceptedRevision(),
              turn.slotReport()));
    }
  }

  /** V3: a learner that becomes a voter does not know what its former life gave. */
  private static void admit(Turn turn) {
    turn.persist(new JournalEvent.Admitted());
    var lease = turn.setup().lease();
    Duration ttl = turn.replica().ttl(lease.ttl());
    turn.become(
        turn.state()
            .with(LeaseSlot.afterRestart(turn.now(), ttl))
            .with(
                new Watch(
                    turn.state().watch().token(),
                    turn.now(),
                    turn.now().plus(ttl).plus(lease.suspectTime()),
                    false)));
    turn.note(Effect.Level.INFO, "admitted as a voter at " + turn.replica().acceptedRevision());
  }

  /** A living leader: whoever leads a lower term stops, whoever stands gives way. */
  private static void heard(Turn turn, NodeId leader, Term term) {
    VoterState state = turn.state().seeing(term);
    turn.become(state);
    // An Accept acked again may be of a leader that a promise has ended since (L4).
    boolean ended = turn.replica().promised().isAbove(term);
    if (ended || leader.equals(turn.setup().self())) {
      return;
    }
    if (state.leadership() instanceof Leadership.Leading leading) {
      Invariants.require(
          term.isAbove(leading.term()), "one leader a term: " + leader + " and we lead " + term);
    }
    turn.dropCommands();
    turn.become(
        turn.state()
            .with(
                new Leadership.Following(
                    Optional.of(leader),
                    term,
                    turn.now(),
                    turn.electionDue(),
                    state.leadership().restsUntil())));
  }
}
