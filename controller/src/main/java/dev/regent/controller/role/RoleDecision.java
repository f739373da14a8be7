package dev.regent.controller.role;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;

/** What a leader does next for its database; one thing at a time (R4). */
public sealed interface RoleDecision {
  /** Have a majority agree on this event, and only then carry it out (L5). */
  record Propose(LedgerEvent event) implements RoleDecision {}

  /** Ask all candidates for the promise of S2; the wait for the old holder has ended. */
  record AskReports() implements RoleDecision {}

  /** Let another voter lead (R7). */
  record HandOver(NodeId to) implements RoleDecision {}

  /** Nothing now. */
  record Hold(Reason reason) implements RoleDecision {}
}
