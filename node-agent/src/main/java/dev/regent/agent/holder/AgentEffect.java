package dev.regent.agent.holder;

import dev.regent.agent.engine.Job;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import java.time.Duration;

/** What an agent's step asks of its shell; carried out in order. */
public sealed interface AgentEffect {
  /** Send to a node's voter. */
  record Send(NodeId to, Message message) implements AgentEffect {}

  /** Send to every voter. */
  record Broadcast(NodeReport report) implements AgentEffect {}

  /** Feed the guard; the answer comes back as {@link AgentInput.Armed}. */
  record Arm(Token token, MonotonicTime deadline) implements AgentEffect {}

  /** The guard never arms this token again (V7). */
  record MarkDead(Token token) implements AgentEffect {}

  /** The guard stores its revision before its first effect (L5); the next daemon may want it. */
  record Obey(Instruction instruction) implements AgentEffect {}

  /** Disarm the guard for a committed pause, or end the pause; durable (H6). */
  record Pause(boolean paused) implements AgentEffect {}

  /** Start a job; its end comes back as {@link AgentInput.JobEnded}. One at a time. */
  record Run(long number, Job job) implements AgentEffect {}

  /** End the running job as soon as that is safe; its {@code JobEnded} still comes. */
  record Cancel(long number) implements AgentEffect {}

  /** Drop the VIP and kill PostgreSQL at once (H2); comes back as {@link AgentInput.Fenced}. */
  record Fence() implements AgentEffect {}

  /** Look at PostgreSQL now; comes back as {@link AgentInput.Observed}. */
  record Look() implements AgentEffect {}

  /** Add the VIP or refresh its lifetime under the token (P1). */
  record HoldVip(Token token, Duration lifetime) implements AgentEffect {}

  /** Remove the VIP (P1). */
  record DropVip() implements AgentEffect {}

  /**
   * Evidence of how long a change of the primary takes.
   *
   * @param about the token under which it was done
   */
  record Reached(Milestone milestone, Token about) implements AgentEffect {}

  /** Evidence for the log. */
  record Note(boolean warning, String text) implements AgentEffect {}
}
