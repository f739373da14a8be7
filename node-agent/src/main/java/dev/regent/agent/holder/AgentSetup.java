package dev.regent.agent.holder;

import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.ElectionTimings;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.protocol.NodeId;

/** What an agent knows before anything happens. */
public record AgentSetup(
    NodeId self, DatabaseSettings database, LeaseTimings lease, ElectionTimings election) {}
