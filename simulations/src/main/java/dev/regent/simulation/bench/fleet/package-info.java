/**
 * Many databases on one real witness: their data nodes are simulated in a process of their own,
 * which speaks to the witness as real ones do. What is real and what is not: docs/benchmarks.
 */
@NullMarked
package dev.regent.simulation.bench.fleet;

import org.jspecify.annotations.NullMarked;
