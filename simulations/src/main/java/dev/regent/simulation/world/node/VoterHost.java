package dev.regent.simulation.world.node;

import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Envelope;
import java.util.List;
import java.util.Optional;

/** A voter in one life of its daemon. */
public interface VoterHost {
  /** The daemon has started: the journal is read, and the voter takes part. */
  void begin();

  /** An envelope for the voter arrived. */
  void receive(Envelope envelope);

  /** A person gives it a command. */
  void ask(Command command);

  /** Akka's opinion, right or wrong. */
  void hint(List<NodeId> reachable);

  /** The daemon dies: what was being written may be on the disk or not. */
  void crash();

  /** The daemon ends in order: what was being written is on the disk. */
  default void finish() {}

  /** What it is, once its journal is read. */
  Optional<VoterState> state();

  /** The formation that it knows, if any (L6). */
  default Optional<FormationId> formation() {
    return state().flatMap(known -> known.replica().state()).map(known -> known.formation());
  }
}
