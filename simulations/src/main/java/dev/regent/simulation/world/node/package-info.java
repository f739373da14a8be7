/** One machine of a simulated world: its voter, agent and guard, each the real core. */
@NullMarked
package dev.regent.simulation.world.node;

import org.jspecify.annotations.NullMarked;
