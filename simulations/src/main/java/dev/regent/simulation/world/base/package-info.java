/** What every part of a simulated world is made of: virtual time, chance, lives, a network. */
@NullMarked
package dev.regent.simulation.world.base;

import org.jspecify.annotations.NullMarked;
