/**
 * Incidents that real clusters recorded: reads a history, says what would have caused it, and holds
 * the replay against the record. Start at {@link dev.regent.simulation.incident.Incident}.
 */
@NullMarked
package dev.regent.simulation.incident;

import org.jspecify.annotations.NullMarked;
