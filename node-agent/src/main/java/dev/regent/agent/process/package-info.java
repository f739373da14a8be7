/**
 * What Regent needs of the operating system about processes: who works in a data directory, whether
 * a process is still the same one, and killing all of them (V4).
 */
@NullMarked
package dev.regent.agent.process;

import org.jspecify.annotations.NullMarked;
