package dev.regent.simulation.checks;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.postgres.Postgres;

/**
 * R2: a grant follows the end of the wait, so that the former token has no majority of slots left.
 * S2: who is granted then has cut its receiver before it was ranked.
 */
public final class AfterTheWait implements Probe {
  private final World world;
  private final OneLine ledger;
  private final OneToken slots;
  private Revision seen = Revision.NONE;

  public AfterTheWait(World world, OneLine ledger, OneToken slots) {
    this.world = world;
    this.ledger = ledger;
    this.slots = slots;
  }

  @Override
  public void voter(NodeId node, VoterState state) {
    if (state.leadership() instanceof Leadership.Leading leading
        && leading.pending().isPresent()
        && leading.pending().get().entry().revision().isAbove(seen)) {
      seen = leading.pending().get().entry().revision();
      proposed(leading.pending().get().entry());
    }
  }

  private void proposed(Entry entry) {
    if (entry.event() instanceof LedgerEvent.PrimaryGranted granted) {
      ledger
          .entry(entry.previous())
          .map(before -> before.state().phase())
          .filter(Phase.Revoked.class::isInstance)
          .map(Phase.Revoked.class::cast)
          .ifPresent(revoked -> requireEnd(revoked, granted));
    }
  }

  private void requireEnd(Phase.Revoked revoked, LedgerEvent.PrimaryGranted granted) {
    boolean over = 2 * slots.holding(revoked.token(), world.now()) < world.nodes().size();
    if (!revoked.fenced() && !over) {
      throw new Violation("R2: %s while a majority holds %s".formatted(granted, revoked.token()));
    }
    Postgres chosen = world.server(granted.holder().node());
    if (chosen.isReceiving()) {
      throw new Violation("S2: %s is ranked before it is cut".formatted(chosen.node()));
    }
  }
}
