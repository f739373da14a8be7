/** Faults, the probes that watch them from outside the systems, and one run of one fault. */
@NullMarked
package dev.regent.simulation.bench.run;

import org.jspecify.annotations.NullMarked;
