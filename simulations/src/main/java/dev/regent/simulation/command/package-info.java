/** The command line of the simulator. */
@NullMarked
package dev.regent.simulation.command;

import org.jspecify.annotations.NullMarked;
