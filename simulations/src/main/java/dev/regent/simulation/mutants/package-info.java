/**
 * Planted faults, to see whether the simulator would notice: each rule of docs/rules.md is broken
 * in a copy of its class, and seeds or a directed scenario must fail with it.
 */
@NullMarked
package dev.regent.simulation.mutants;

import org.jspecify.annotations.NullMarked;
