package dev.regent.controller.ledger;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.StateChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A candidate's count, and what a leader proposes: L3. */
public final class Ballot {
  private Ballot() {}

  /** The count so far; "not known yet" is not a boolean. */
  public sealed interface Count {
    /** No majority yet. */
    record Pending() implements Count {}

    /** Won: this is the entry to go on from. */
    record Won(Entry adopted) implements Count {}
  }

  /**
   * L3: won once a majority promised, by the voter set of the highest entry among the promises; a
   * promise counts only under an incarnation that this set names.
   */
  public static Count count(List<Message.Promise> promises) {
    Optional<Entry> highest =
        promises.stream()
            .flatMap(promise -> promise.accepted().stream())
            .max(Comparator.comparing(Entry::revision));
    if (highest.isEmpty()) {
      return new Count.Pending();
    }
    List<Voter> voters = promises.stream().map(Message.Promise::voter).toList();
    return highest.get().state().voters().isMajority(voters)
        ? new Count.Won(highest.get())
        : new Count.Pending();
  }

  /** The entry that carries {@code event} after {@code before}, in the leader's term. */
  public static Entry propose(Entry before, Term term, LedgerEvent event, Instant wall) {
    Revision revision = before.revision().nextIn(term);
    return new Entry(
        revision,
        before.revision(),
        event,
        StateChange.apply(before.state(), revision, event),
        wall);
  }

  /**
   * The proposal as its leader tracks it. A change of voters is decided by the old set, in which
   * the newcomer's own ack does not count (L6).
   */
  public static Leadership.Pending track(Entry before, Entry proposal, MonotonicTime now) {
    return new Leadership.Pending(proposal, before.state().voters(), List.of(), now);
  }
}
