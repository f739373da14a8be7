/** The faults of the drills, each with how it is made and how it is healed. */
@NullMarked
package dev.regent.simulation.drill.fault;

import org.jspecify.annotations.NullMarked;
