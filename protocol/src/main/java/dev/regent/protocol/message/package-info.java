/** What nodes send each other. Pure values; addressed by node name, never by actor reference. */
@NullMarked
package dev.regent.protocol.message;

import org.jspecify.annotations.NullMarked;
