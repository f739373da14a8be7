/** Settings as records, one per concern; constructors reject bad relations. Pure values. */
@NullMarked
package dev.regent.config.settings;

import org.jspecify.annotations.NullMarked;
