/** Tests of the package beside it. */
@NullMarked
package dev.regent.controller.actor;

import org.jspecify.annotations.NullMarked;
