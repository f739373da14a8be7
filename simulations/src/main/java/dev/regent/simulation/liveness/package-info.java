/**
 * What becomes of a cell whose network stays broken: every cut, every leader, every primary (I9).
 */
@NullMarked
package dev.regent.simulation.liveness;

import org.jspecify.annotations.NullMarked;
