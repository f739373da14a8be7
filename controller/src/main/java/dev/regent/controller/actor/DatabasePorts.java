package dev.regent.controller.actor;

/**
 * Where a {@link DatabaseActor} speaks to.
 *
 * @param router to voters of other nodes, and to agents
 * @param view is shown every state
 * @param milestones takes what this node does for a change of the primary
 */
public record DatabasePorts(Router router, VoterView view, Milestones milestones) {}
