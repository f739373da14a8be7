package dev.regent.controller.voter;

import dev.regent.protocol.Milestone;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Message;

/** What a voter's step asks of its shell, after everything it persists is durable. */
public sealed interface Effect {
  /**
   * Send to the node's voter or agent ({@link Message#isForAgent}); to oneself too. Delivery may
   * fail, delay, repeat or reorder.
   */
  record Send(NodeId to, Message message) implements Effect {}

  /** The answer to a command that a person gave to this node. */
  record Answer(long id, CommandResult result) implements Effect {}

  /** Evidence for the log: a reason and its key-value pairs. */
  record Note(Level level, String text) implements Effect {}

  /**
   * Evidence of how long a change of the primary takes.
   *
   * @param about the entry that it belongs to
   */
  record Reached(Milestone milestone, Revision about) implements Effect {}

  /** How loud a note is. */
  enum Level {
    INFO,
    WARN,
    ERROR
  }
}
