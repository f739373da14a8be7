/** How messages, journal events and snapshots become bytes: CBOR with explicit names of shapes. */
@NullMarked
package dev.regent.controller.serialization;

import org.jspecify.annotations.NullMarked;
