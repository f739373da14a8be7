package dev.regent.controller.ledger;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.state.VoterSet;
import java.util.ArrayList;
import java.util.List;

/**
 * What a voter answers to a candidate and to a leader: L1, L2, and L6 for learners.
 *
 * <p>Source: Lamport, "Paxos Made Simple", section 2.2, with the whole state as the value.
 */
public final class Acceptor {
  private Acceptor() {}

  /** The answer to a Prepare. */
  public sealed interface PrepareVerdict {
    /** Persist these (none when the promise is repeated), then promise. */
    record Promise(List<JournalEvent> persist) implements PrepareVerdict {}

    /** A higher or another promise stands, or L8 shields a living leader. */
    record Refuse(boolean shielded) implements PrepareVerdict {}

    /** A learner answers nothing (L6). */
    record Ignore() implements PrepareVerdict {}
  }

  /**
   * L1 and L8.
   *
   * @param shielded a leader was heard within the election timeout and asked for no hand-over
   */
  public static PrepareVerdict prepare(
      Replica replica, Term term, NodeId candidate, boolean shielded) {
    if (!replica.isVoter()) {
      return new PrepareVerdict.Ignore();
    }
    boolean repeats =
        term.equals(replica.promised())
            && replica.promisedTo().filter(candidate::equals).isPresent();
    if (repeats) {
      return new PrepareVerdict.Promise(List.of());
    }
    if (!term.isAbove(replica.promised())) {
      return new PrepareVerdict.Refuse(false);
    }
    if (shielded) {
      return new PrepareVerdict.Refuse(true);
    }
    return new PrepareVerdict.Promise(List.of(new JournalEvent.PromiseMade(term, candidate)));
  }

  /** The answer to an Accept. */
  public sealed interface AcceptVerdict {
    /** Persist these, then ack if the replica is a voter by then. */
    record Store(List<JournalEvent> persist) implements AcceptVerdict {}

    /** Accepted already: ack again. */
    record Again() implements AcceptVerdict {}

    /** A higher promise or entry stands. */
    record Refuse() implements AcceptVerdict {}

    /** Same revision, other content: a bug somewhere; stop and say so. */
    record Conflict(Revision revision) implements AcceptVerdict {}
  }

  /** L2. */
  public static AcceptVerdict accept(Replica replica, Entry entry) {
    Revision accepted = replica.acceptedRevision();
    if (replica.isFormed() && entry.revision().equals(accepted)) {
      return entry.equals(replica.accepted().get())
          ? new AcceptVerdict.Again()
          : new AcceptVerdict.Conflict(accepted);
    }
    boolean promisedHigher = replica.promised().isAbove(entry.revision().term());
    if (promisedHigher || !entry.revision().isAbove(accepted)) {
      return new AcceptVerdict.Refuse();
    }
    List<JournalEvent> persist = new ArrayList<>();
    persist.add(new JournalEvent.EntryAccepted(entry));
    if (!replica.admitted() && isFounder(replica, entry.state().voters())) {
      persist.add(new JournalEvent.Admitted());
    }
    return new AcceptVerdict.Store(List.copyOf(persist));
  }

  /** L6: whoever the genesis itself names votes from the start. */
  private static boolean isFounder(Replica replica, VoterSet voters) {
    return replica.incarnation().isPresent()
        && voters.since().term().equals(Term.ZERO)
        && voters.names(replica.signature());
  }

  /**
   * L6: whether the leader's word admits this learner: its own latest entry names the learner and
   * lies within what the same leader has committed.
   */
  public static boolean isAdmittedBy(Replica replica, Revision committed) {
    Revision accepted = replica.acceptedRevision();
    return !replica.admitted()
        && replica.isNamed()
        && accepted.term().equals(committed.term())
        && !accepted.isAbove(committed);
  }
}
