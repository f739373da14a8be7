/**
 * A whole cell in virtual time: one thread, one seed, the real decision cores on every node.
 *
 * <p>The same seed and script give the same run, event by event.
 */
@NullMarked
package dev.regent.simulation.world;

import org.jspecify.annotations.NullMarked;
