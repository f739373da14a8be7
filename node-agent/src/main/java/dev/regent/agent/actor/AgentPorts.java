package dev.regent.agent.actor;

import dev.regent.agent.engine.Engine;
import dev.regent.agent.guard.Guard;
import dev.regent.agent.holder.AgentSetup;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.report.NodeReport;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an {@link AgentActor} is given.
 *
 * @param lastOrder outlives the daemon
 * @param workers runs what blocks
 * @param clock CLOCK_BOOTTIME
 * @param network sends an envelope; may lose it
 * @param formation the node's own formation once it has one (L6)
 * @param reports is shown every report
 * @param milestones takes what this node does for a change of the primary
 * @param lost is called when the guard is gone or serves another daemon: the daemon ends itself
 */
public record AgentPorts(
    AgentSetup setup,
    Engine engine,
    Guard guard,
    LastOrder lastOrder,
    Workers workers,
    Supplier<MonotonicTime> clock,
    InstantSource wall,
    Consumer<Envelope> network,
    Supplier<Optional<FormationId>> formation,
    Consumer<NodeReport> reports,
    BiConsumer<Milestone, Token> milestones,
    Consumer<String> lost) {}
