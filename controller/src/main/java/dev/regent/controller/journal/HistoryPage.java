package dev.regent.controller.journal;

import dev.regent.protocol.Revision;
import dev.regent.protocol.journal.Entry;
import java.util.List;
import java.util.Optional;

/**
 * Some of the ledger's entries, newest first, forks left out.
 *
 * @param next the entry before the last one given, to go on from; empty when there is none
 * @param isMissing this node's journal does not hold {@code next}, since it was down or a learner
 *     when that was accepted: another node's may
 */
public record HistoryPage(List<Entry> entries, Optional<Revision> next, boolean isMissing) {}
