/** The node's clock for leases and timeouts (V5). */
@NullMarked
package dev.regent.agent.clock;

import org.jspecify.annotations.NullMarked;
