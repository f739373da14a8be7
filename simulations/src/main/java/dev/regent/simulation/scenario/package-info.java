/** Scenario files: what happens to a cell and what must come of it, whoever controls the cell. */
@NullMarked
package dev.regent.simulation.scenario;

import org.jspecify.annotations.NullMarked;
