/**
 * Directed scenarios: they hold two doors open at once, which chance does not. Each passes on the
 * core as it is, and fails on the mutants that name it.
 */
@NullMarked
package dev.regent.simulation.mutants.scene;

import org.jspecify.annotations.NullMarked;
