/** Who is to be primary, and under which promise. PURE. R1 to R7, S1 to S5 of safety.md. */
@NullMarked
package dev.regent.controller.role;

import org.jspecify.annotations.NullMarked;
