package dev.regent.simulation.world.base;

import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Envelope;
import java.util.BitSet;

/** Where a world tells what happens in it, for whoever checks. */
public interface Probe {
  /** Thrown by a check: the world broke a promise. */
  final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Violation(String message) {
      super(message);
    }
  }

  /** A voter decides on an input, by its clock as it is now; what comes of it is seen later. */
  default void deciding(NodeId node) {}

  /** A voter took a step, stored what it had to, and is now this. */
  default void voter(NodeId node, VoterState state) {}

  /** A leader told somebody that the ledger is committed up to here. */
  default void claimed(NodeId leader, Revision committed) {}

  /** A voter made this durable. */
  default void stored(NodeId node, JournalEvent event) {}

  /** An agent obeys an Instruction of this revision in this session (L5). */
  default void obeyed(Session session, Revision revision) {}

  /** A guard sends the promote signal (H3). */
  default void signalled(Session session, Token token) {}

  /** A server left recovery onto this timeline, with these rows. */
  default void promoted(NodeId node, TimelineId timeline, BitSet rows) {}

  /** A client was told that its row is committed, by a server on this timeline. */
  default void acknowledged(NodeId node, TimelineId timeline, int row) {}

  /** A process hands this to the network; what becomes of it is another matter. */
  default void sent(Envelope envelope) {}

  /** A data directory is deleted for good (D1). */
  default void deleted(NodeId node) {}

  /** A client of a primary read these rows. */
  default void read(NodeId node, BitSet rows) {}
}
