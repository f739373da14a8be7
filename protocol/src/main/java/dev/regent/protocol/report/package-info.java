/** What agents tell of their node. */
@NullMarked
package dev.regent.protocol.report;

import org.jspecify.annotations.NullMarked;
