/**
 * The guard: a separate small process that holds session, token and deadline, starts and promotes
 * PostgreSQL, and kills it at the deadline whatever became of the daemon (H3).
 */
@NullMarked
package dev.regent.agent.guard;

import org.jspecify.annotations.NullMarked;
