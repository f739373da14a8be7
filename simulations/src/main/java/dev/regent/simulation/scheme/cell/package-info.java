/** Machines, servers, wires and clients that every documented scheme is run on. */
@NullMarked
package dev.regent.simulation.scheme.cell;

import org.jspecify.annotations.NullMarked;
