/** The port between the agent's decisions and a database server; {@code postgres} implements it. */
@NullMarked
package dev.regent.agent.engine;

import org.jspecify.annotations.NullMarked;
