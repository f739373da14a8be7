/** The shell around the agent's decisions: clock, guard, engine and network. */
@NullMarked
package dev.regent.agent.actor;

import org.jspecify.annotations.NullMarked;
