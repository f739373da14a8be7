/** What a voter keeps on disk (layer 1 of safety.md). */
@NullMarked
package dev.regent.protocol.journal;

import org.jspecify.annotations.NullMarked;
