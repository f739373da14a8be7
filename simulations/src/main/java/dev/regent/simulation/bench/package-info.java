/**
 * {@code regent bench failover}: Regent and its peers under the same faults; {@code bench cost}:
 * what they cost; docs/benchmarks.
 */
@NullMarked
package dev.regent.simulation.bench;

import org.jspecify.annotations.NullMarked;
