/** A voter's lease slot. PURE. V1 to V4 and V6 of safety.md. */
@NullMarked
package dev.regent.controller.lease;

import org.jspecify.annotations.NullMarked;
