package dev.regent.protocol.state;

import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;

/**
 * A tightening under way (S1): PostgreSQL runs {@code rule} already; the ledger moves to {@code
 * target} once a report that obeyed {@code plannedAt} shows enough members past x.
 */
public record SyncPlan(Revision plannedAt, SyncRule rule, SyncSet target) {}
