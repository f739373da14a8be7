/**
 * The guard's process: the shell around {@link dev.regent.agent.guard.core}. It runs without the
 * daemon, in few classes and few threads, and carries out what the core decides.
 */
@NullMarked
package dev.regent.agent.guard.process;

import org.jspecify.annotations.NullMarked;
