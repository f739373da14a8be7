package dev.regent.controller.ledger;

import dev.regent.controller.role.Given;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.VoterSet;
import java.util.List;
import java.util.Optional;

/** Replicas and entries for the ledger's tests; by default a voter that accepted 3.17. */
final class Ledgers {
  private Ledgers() {}

  static Entry entry(Revision revision) {
    return entry(revision, Given.voters());
  }

  static Entry entry(Revision revision, VoterSet voters) {
    var state = Given.state(new Phase.Vacant());
    return new Entry(
        revision,
        Revision.NONE,
        new LedgerEvent.LeaderElected(Given.A),
        new DatabaseState(
            state.formation(),
            voters,
            state.mode(),
            state.systemId(),
            state.phase(),
            state.sync(),
            state.plan(),
            state.lastPromoted(),
            state.highestTimeline(),
            Optional.empty()),
        Given.WALL);
  }

  static Replica voter(NodeId node) {
    return new Replica(
        node,
        Optional.of(Given.voter(node).incarnation()),
        new Term(3),
        Optional.of(Given.W),
        Optional.of(entry(Given.REVISION)),
        Optional.empty(),
        true);
  }

  /** The node with a new journal, which a state of these voters may name. */
  static Replica learner(NodeId node, VoterSet voters) {
    return new Replica(
        node,
        Optional.of(Given.successor(node).incarnation()),
        Term.ZERO,
        Optional.empty(),
        Optional.of(entry(Given.REVISION, voters)),
        Optional.empty(),
        false);
  }

  static VoterSet withSuccessor(NodeId node) {
    return Given.voters().replaced(Given.successor(node), Given.REVISION);
  }

  static Replica after(Replica replica, List<JournalEvent> events) {
    Replica next = replica;
    for (JournalEvent event : events) {
      next = next.apply(event);
    }
    return next;
  }

  static Message.Promise promise(Voter voter, Entry accepted) {
    return new Message.Promise(
        new Term(9),
        voter,
        Optional.of(accepted),
        new SlotReport(Optional.empty(), true, 0, Optional.empty(), 0, true));
  }
}
