/** One voter: ledger replica, leadership, lease slot and role decisions composed. PURE. */
@NullMarked
package dev.regent.controller.voter;

import org.jspecify.annotations.NullMarked;
