/**
 * Drills: real faults on a running cell, on one host or in networks of its own, judged by probes
 * that are no part of Regent.
 *
 * <p>What is measured, and how exactly, is in docs/drill.md. Read {@link
 * dev.regent.simulation.drill.Drill} first; the faults are in {@code fault}.
 */
@NullMarked
package dev.regent.simulation.drill;

import org.jspecify.annotations.NullMarked;
