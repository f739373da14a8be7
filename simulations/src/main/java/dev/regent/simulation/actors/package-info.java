/**
 * The daemon's own actors in virtual time: event-sourced voters and agents as they are shipped,
 * with their mailboxes, timers, stash, journal and recovery, over the simulator's network, guards
 * and servers.
 *
 * <p>The same seed gives the same run: whatever an actor does is an entry of the world's agenda,
 * and one thing happens at a time.
 */
@NullMarked
package dev.regent.simulation.actors;

import org.jspecify.annotations.NullMarked;
