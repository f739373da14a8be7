/** The ledger: one Paxos register per database, with its history. PURE. L1 to L8 of safety.md. */
@NullMarked
package dev.regent.controller.ledger;

import org.jspecify.annotations.NullMarked;
