package dev.regent.protocol.journal;

import dev.regent.protocol.Revision;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.state.DatabaseState;
import java.time.Instant;

/**
 * One ledger entry: the event and the whole state after it (L2).
 *
 * @param previous the entry that this one follows, so that history can be walked back past forks
 * @param at when it was proposed; for people, decides nothing
 */
public record Entry(
    Revision revision, Revision previous, LedgerEvent event, DatabaseState state, Instant at) {}
