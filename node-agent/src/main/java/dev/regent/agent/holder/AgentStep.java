package dev.regent.agent.holder;

import java.util.List;

/** The outcome of one input: become {@code next}, carry out {@code effects} in order. */
public record AgentStep(AgentState next, List<AgentEffect> effects) {}
