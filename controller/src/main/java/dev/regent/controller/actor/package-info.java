/** The shells around the core: actors, the cell's ActorSystems, and the way between nodes. */
@NullMarked
package dev.regent.controller.actor;

import org.jspecify.annotations.NullMarked;
