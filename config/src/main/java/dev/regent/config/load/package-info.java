/**
 * Reads a node's configuration file into settings, or says everything that is wrong with it.
 *
 * <p>The only package that knows HOCON. Start at {@link dev.regent.config.load.ConfigLoader}.
 */
@NullMarked
package dev.regent.config.load;

import org.jspecify.annotations.NullMarked;
