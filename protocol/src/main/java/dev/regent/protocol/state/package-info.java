/** The replicated state of a database: what the ledger holds at one revision. */
@NullMarked
package dev.regent.protocol.state;

import org.jspecify.annotations.NullMarked;
