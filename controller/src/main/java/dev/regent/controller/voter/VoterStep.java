package dev.regent.controller.voter;

import dev.regent.protocol.journal.JournalEvent;
import java.util.List;

/**
 * The outcome of one input: carry out {@code early} at once, {@code persist} durably and in order,
 * then become {@code next}, then carry out {@code effects} in order.
 *
 * <p>If persisting fails, only {@code early} happened and the voter starts over from its journal.
 *
 * @param early a leader's Accepts to others: they need not wait for its own disk, since its term is
 *     never resumed (L1), so that one fsync and not two lie between decision and commit
 */
public record VoterStep(
    VoterState next, List<JournalEvent> persist, List<Effect> early, List<Effect> effects) {}
