package dev.regent.agent.actor;

import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.agent.holder.AgentInput;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.message.Envelope;

/** What an {@link AgentActor} is told; never leaves the process. */
public sealed interface AgentCommand {
  /** An envelope for this agent arrived. */
  record Delivered(Envelope envelope) implements AgentCommand {}

  /** Something happened to the agent. */
  record Input(AgentInput input) implements AgentCommand {}

  /** The time that the agent asked for has come. */
  record Wake() implements AgentCommand {}

  /** PostgreSQL may have changed, or a beat has passed: look at it. */
  record LookNow() implements AgentCommand {}

  /** A look ended. */
  record Looked(Observation observation, MonotonicTime begun) implements AgentCommand {}

  /** A job ended. */
  record JobEnded(long number, JobResult result) implements AgentCommand {}
}
