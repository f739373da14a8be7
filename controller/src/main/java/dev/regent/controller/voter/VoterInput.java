package dev.regent.controller.voter;

import dev.regent.protocol.Incarnation;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Envelope;
import java.time.Duration;
import java.util.List;

/** Everything that can happen to a voter. */
public sealed interface VoterInput {
  /**
   * The journal was read. First input of each life.
   *
   * @param fresh the incarnation to use if the journal is new; drawn at random by the shell
   */
  record Recovered(Incarnation fresh) implements VoterInput {}

  /** A message arrived. */
  record Received(Envelope envelope) implements VoterInput {}

  /** The time of {@link Voter#nextWake} has come, or passed. */
  record Wake() implements VoterInput {}

  /** A person's command, given to this node; answered by {@link Effect.Answer}. */
  record Asked(long id, Command command) implements VoterInput {}

  /** Akka's opinion of who is reachable: only a hint for who should stand for leader. */
  record Reachable(List<NodeId> nodes) implements VoterInput {}

  /** The last persist took this long; a leader blocked for an election timeout stops (L8). */
  record PersistTook(Duration duration) implements VoterInput {}
}
