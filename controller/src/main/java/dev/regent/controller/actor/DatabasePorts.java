package dev.regent.controller.actor;

/**
 * Where a {@link DatabaseActor} speaks to.
 *
 * @param router to voters of other nodes, and to agents
 * @param view is shown every state
 */
public record DatabasePorts(Router router, VoterView view) {}
