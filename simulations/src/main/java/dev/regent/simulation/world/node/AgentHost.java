package dev.regent.simulation.world.node;

import dev.regent.agent.holder.AgentState;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.message.Envelope;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An agent in one life of its daemon. */
public interface AgentHost {
  /** The guard is taken over: the agent takes part. */
  void begin();

  /** An envelope for the agent arrived. */
  void receive(Envelope envelope);

  /** The daemon died. */
  void crash();

  /** What it is; empty where a shipped actor keeps that to itself. */
  Optional<AgentState> state();

  /**
   * What is around an agent on its node.
   *
   * @param formation the node's own once it has one (L6)
   * @param lost the guard is gone, or did not answer: the daemon ends itself
   */
  record Surroundings(
      GuardHost guard,
      Postgres postgres,
      Consumer<Envelope> network,
      Supplier<Optional<FormationId>> formation,
      Runnable lost) {}
}
