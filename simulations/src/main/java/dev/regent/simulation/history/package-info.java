/**
 * A workload of appends to lists and the check of its history, in the manner of Jepsen's
 * list-append: concurrent clients, any failures, and one order of appends that explains all.
 *
 * <p>{@link dev.regent.simulation.history.HistoryCheck} is a function of values.
 */
@NullMarked
package dev.regent.simulation.history;

import org.jspecify.annotations.NullMarked;
