package dev.regent.simulation.world.node;

import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;

/** What the shells of one process share. */
public record Parts(Sim sim, NodeClock clock, Disk disk, Life life) {}
