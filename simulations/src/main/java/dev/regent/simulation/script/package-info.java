/** How faults are brought about: by scripts that read as prose, and by chance. */
@NullMarked
package dev.regent.simulation.script;

import org.jspecify.annotations.NullMarked;
