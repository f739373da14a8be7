package dev.regent.controller.ledger;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.VoterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A replica's part in leading the ledger; volatile, since a term is never resumed (L1). */
public sealed interface Leadership {
  /**
   * Not leading.
   *
   * @param leader the leader last heard, and when
   * @param standFrom if it hears nobody until then, this replica asks to lead
   * @param restsUntil not before then does it ask or stand, whatever it hears: it handed over (R7)
   */
  record Following(
      Optional<NodeId> leader,
      Term term,
      MonotonicTime heardAt,
      MonotonicTime standFrom,
      MonotonicTime restsUntil)
      implements Leadership {

    /** When it asks to lead, if nothing comes before. */
    public MonotonicTime asksAt() {
      return standFrom.isBefore(restsUntil) ? restsUntil : standFrom;
    }
  }

  /** Until when this replica leaves the lead to others, after it handed over (R7). */
  default MonotonicTime restsUntil() {
    return this instanceof Following following ? following.restsUntil() : MonotonicTime.ZERO;
  }

  /** Asks, persisting nothing, whether a majority would promise (L8). */
  record Asking(Term term, List<Voter> willing, MonotonicTime until) implements Leadership {}

  /** Has persisted its own promise and asks for the others' (L1). */
  record Candidate(Term term, List<Message.Promise> promises, boolean handOver, MonotonicTime until)
      implements Leadership {}

  /**
   * Won its term.
   *
   * @param committed the newest committed entry; before the first commit the adopted one
   * @param active whether {@code LeaderElected} is committed, so that decisions may follow (L3)
   * @param lastBeat when it last beat
   * @param contacts by voter, the sending time of the newest beat that it answered
   */
  record Leading(
      Term term,
      Entry committed,
      boolean active,
      Optional<Pending> pending,
      MonotonicTime lastBeat,
      List<Contact> contacts)
      implements Leadership {

    /**
     * Up to where the ledger is known to be committed (L6): nothing before the first commit of this
     * term, since an adopted entry may be one voter's alone.
     */
    public Revision known() {
      return active ? committed.revision() : Revision.NONE;
    }

    public Leading beating(MonotonicTime now) {
      return new Leading(term, committed, active, pending, now, contacts);
    }

    public Leading proposing(Pending proposal) {
      return new Leading(term, committed, active, Optional.of(proposal), lastBeat, contacts);
    }

    public Leading committing(Entry entry) {
      return new Leading(term, entry, true, Optional.empty(), lastBeat, contacts);
    }

    public Leading hearing(Contact contact) {
      List<Contact> all = new ArrayList<>(contacts);
      all.removeIf(known -> known.voter().node().equals(contact.voter().node()));
      all.add(contact);
      return new Leading(term, committed, active, pending, lastBeat, List.copyOf(all));
    }

    public Optional<Contact> contact(NodeId node) {
      for (Contact known : contacts) {
        if (known.voter().node().equals(node)) {
          return Optional.of(known);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * A voter that answered the beat sent at {@code beatSentAt}, having accepted {@code accepted}.
   */
  record Contact(Voter voter, MonotonicTime beatSentAt, Revision accepted) {}

  /**
   * A proposal on its way.
   *
   * @param since when it was proposed: without a majority's acks for one election timeout its
   *     leader stops (L8)
   * @param electorate who decides it: for a change of voters, the old set (L6)
   * @param acks who acked, each counted once
   */
  record Pending(Entry entry, VoterSet electorate, List<Voter> acks, MonotonicTime since) {
    public Pending acked(Voter voter) {
      List<Voter> all = new ArrayList<>(acks);
      all.add(voter);
      return new Pending(entry, electorate, List.copyOf(all), since);
    }

    public boolean isCommitted() {
      return electorate.isMajority(acks);
    }
  }
}
