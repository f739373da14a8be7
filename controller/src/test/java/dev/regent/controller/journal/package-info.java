/** Tests of the package beside it. */
@NullMarked
package dev.regent.controller.journal;

import org.jspecify.annotations.NullMarked;
