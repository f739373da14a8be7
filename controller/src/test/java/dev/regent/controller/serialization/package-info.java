/** Tests of the package beside it. */
@NullMarked
package dev.regent.controller.serialization;

import org.jspecify.annotations.NullMarked;
