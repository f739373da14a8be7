/**
 * A run as one self-contained page for a browser: a lane for each node over time, what was done to
 * the cell, what clients got, and the verdict. Start at {@link dev.regent.simulation.page.Page}.
 */
@NullMarked
package dev.regent.simulation.page;

import org.jspecify.annotations.NullMarked;
