/** Plays scenario files under Regent's rules, and shows what came of them. */
@NullMarked
package dev.regent.simulation.play;

import org.jspecify.annotations.NullMarked;
