package dev.regent.agent.holder;

import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Message;

/** Everything that can happen to an agent. */
public sealed interface AgentInput {
  /** A message for the agent ({@link Message#isForAgent}) arrived. */
  record Received(NodeId from, Message message) implements AgentInput {}

  /** The time of {@link Agent#nextWake} has come, or passed. */
  record Wake() implements AgentInput {}

  /** A look at PostgreSQL that began at {@code begun}. */
  record Observed(Observation observation, MonotonicTime begun) implements AgentInput {}

  /** The job with this number ended. */
  record JobEnded(long number, JobResult result) implements AgentInput {}

  /** The guard acknowledged, or refused, the feed of a renewal (H3). */
  record Armed(Token token, MonotonicTime deadline, boolean accepted) implements AgentInput {}

  /** A fence ended: no process of the data directory is left, or it could not be confirmed. */
  record Fenced(boolean confirmed) implements AgentInput {}

  /** The guard fired at its deadline: its token is dead (V7). */
  record GuardFired() implements AgentInput {}
}
