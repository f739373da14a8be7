/** The invariants of docs/safety, one small class each, checked after every event of a world. */
@NullMarked
package dev.regent.simulation.checks;

import org.jspecify.annotations.NullMarked;
