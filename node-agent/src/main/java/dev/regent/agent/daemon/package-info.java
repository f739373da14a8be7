/** The daemon: one process per node that runs the voters and, on a data node, the agents. */
@NullMarked
package dev.regent.agent.daemon;

import org.jspecify.annotations.NullMarked;
