package dev.regent.simulation.search;

import dev.regent.controller.voter.VoterInput;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import java.util.Optional;

/**
 * A message that was sent. It is never taken back: it may be delivered at any later moment, any
 * number of times or never, which is loss, duplication, delay and reordering in one.
 */
record Post(NodeId from, NodeId to, Message message) {
  VoterInput asInput() {
    return new VoterInput.Received(
        new Envelope(Cast.database(), Optional.empty(), from, to, message));
  }

  /** For people. */
  @Override
  public String toString() {
    return from + " -> " + to + " " + Words.of(message);
  }
}
