/** Role transitions: each is a persisted event, agreed by a majority before it is carried out. */
@NullMarked
package dev.regent.protocol.event;

import org.jspecify.annotations.NullMarked;
