/**
 * The command line.
 *
 * <p>Starts fast, because people wait for it: it asks nodes over plain HTTP, reads JSON with a
 * streaming parser, and touches nothing of Akka unless a node is to be run.
 */
@NullMarked
package dev.regent.agent.cli;

import org.jspecify.annotations.NullMarked;
