/** PostgreSQL as a model in virtual time, and the engine's jobs over it. */
@NullMarked
package dev.regent.simulation.world.postgres;

import org.jspecify.annotations.NullMarked;
