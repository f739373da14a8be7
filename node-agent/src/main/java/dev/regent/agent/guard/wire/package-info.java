/** What daemon and guard say to each other over the pipe: frames of a length and a body. */
@NullMarked
package dev.regent.agent.guard.wire;

import org.jspecify.annotations.NullMarked;
