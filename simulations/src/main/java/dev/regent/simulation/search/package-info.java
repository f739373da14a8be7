/**
 * Exhaustive search of the ledger and of the lease: the cores that the daemon runs, in every order
 * of events up to a bound. Start at {@code Search}; {@code LedgerSpace} and {@code LeaseSpace} say
 * what may happen.
 */
@NullMarked
package dev.regent.simulation.search;

import org.jspecify.annotations.NullMarked;
