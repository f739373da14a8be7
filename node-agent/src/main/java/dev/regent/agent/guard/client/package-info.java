/** The daemon's side of the guard: finding it, starting it, talking to it (H3). */
@NullMarked
package dev.regent.agent.guard.client;

import org.jspecify.annotations.NullMarked;
