/** What a cell costs: memory, processors, network and syncs, at rest and in a failover. */
@NullMarked
package dev.regent.simulation.bench.cost;

import org.jspecify.annotations.NullMarked;
